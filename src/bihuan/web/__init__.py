"""The pages: what stands around every room's work – sign-in, menu, permissions, refusals, words in two languages."""

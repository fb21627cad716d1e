"""Around every request: who asks, how large an upload may be, what is logged, early answers, sessions."""

"""Terms, plans and rounds; who is put into which round; how far the tree is covered; what is filed above."""

"""Lists: what each asks, which columns it has, how it is filtered, and the views that people keep of them."""

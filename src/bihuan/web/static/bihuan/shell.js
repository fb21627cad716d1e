/*
 * Says nothing, and is waited for: a script between the frame of a page and its content is run when the style sheets are
 * there, and browsers paint the frame meanwhile instead of laying out a whole table first (docs/adr/0017).
 */

// Package page reads a help page of any kind into one sequence of blocks:
// headings, paragraphs, list items, tables, notes, pictures, each with the line
// it stands on. Markdown becomes HTML and is read as that.
//
// It says what stands on a page, not what it is for: that is package outline's.
// What belongs to a site and not to the page is left out and listed. Every
// function is pure. Start reading at Read.
package page

// Package codes finds error codes in what users write: whole, cut and cased in
// any way, misspelt, misread from a screen, in part, or by number ("lỗi 18").
//
// It says which codes a text may hold and how surely; what follows from that is
// for package intent to decide, and what a code means is in the guide. A Book
// and Numbers are immutable and safe for concurrent use. Start reading at
// Book.Find.
package codes

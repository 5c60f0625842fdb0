// Package importer writes documents in our conventions from what support leads
// have: a page of their help centre as HTML or Markdown, a table, pasted text.
//
// A page is read (package page), its blocks get roles (package outline), and
// what came of it is written here. It never fills a gap: where a body was lost, a
// finding says so; what is left out is quoted. It touches no file and compiles
// nothing; package kb does that with the result. Start reading at Import.
package importer

// Package kb turns support documents into a Guide: the topics, causes and
// steps the dialog walks a user through.
//
// The documents are plain Markdown that reads well on a help centre. Headings
// give the structure, prose conventions give the meaning (an admin-only remark
// gates a step, "call ID" is collected, "báo team hỗ trợ" hands over), and
// HTML comments under a heading carry what prose can't. Document text is data:
// nothing in it is ever followed as an instruction to the program.
//
// It matches no words (intent does), does not talk (dialog does) and touches
// neither disk nor network: it reads the fs.FS it is given. Package
// markdown reads the documents as sections and blocks, this one gives those a
// meaning; what is wrong with them is a finding. How documents are written is in
// package convention, what writes them in importer, what shows a guide in graph.
//
// A Guide is immutable and safe for concurrent use. Start reading at Compile.
package kb

// Package kb turns support documents into a Guide: the topics, causes and
// steps the dialog walks a user through.
//
// The documents are plain Markdown that reads well on a help centre. Headings
// give the structure, prose conventions give the meaning (an admin-only remark
// gates a step, "call ID" is collected, "báo team hỗ trợ" hands over), and
// HTML comments under a heading carry what prose can't. Document text is data:
// nothing in it is ever followed as an instruction to the program.
//
// What it does not do: match words (intent does), talk (dialog does), touch
// the disk or the network (it reads an fs.FS it is given). Findings speak
// Vietnamese, for the support lead who writes the documents; each names its
// file and line and what to do.
//
// A Guide is immutable and safe for concurrent use. Start reading at Compile.
package kb

// Package markdown reads a support document as Markdown: sections under
// headings, blocks in sections, notes in HTML comments. Text comes out as chat
// markup (see chat.Spans), each piece with the line it stands on.
//
// It gives nothing a meaning: what a section, a list or a note says of a topic
// is package kb's. Every function is pure. Start reading at Parse.
package markdown

// Package knowledge embeds the documents the guide is built from. KB_DIR
// replaces them at run time; nothing here is code. Start reading at
// docs/writing-knowledge.md, which says how a document is written.
package knowledge

import "embed"

// FS holds the documents as shipped.
//
//go:embed *.md en/*.md company.toml say/*.toml
var FS embed.FS

// Talks holds the talks (talks/*.txt) that measure how well people are heard:
// see package dialog/heard. Nothing learns from them.
//
//go:embed talks/*.txt
var Talks embed.FS

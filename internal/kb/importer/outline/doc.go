// Package outline tells what the blocks of a help page are for: which headings
// are problems and which only gather them, what is a symptom, a cause, a remedy,
// a note, and which cause a remedy belongs to. It goes by words
// (prompts/pages/*.toml), by place, and by how neighbours look.
//
// It invents nothing and drops nothing: what finds no place in a topic is an
// aside or a remark. Every function is pure. Start reading at Of.
package outline

package finding

import (
	"encoding/json"
	"fmt"
	"io"
)

// Message is a finding in the words of one language. Its JSON is what
// "bot kb check --json" prints.
type Message struct {
	Code      string   `json:"code"`
	Rule      string   `json:"rule"`
	Severity  Severity `json:"severity"`
	File      string   `json:"file"`
	Line      int      `json:"line"`
	Column    int      `json:"column,omitempty"`     // in characters, from 1
	EndColumn int      `json:"end_column,omitempty"` // behind the last
	Excerpt   string   `json:"excerpt,omitempty"`
	Message   string   `json:"message"`
	Why       string   `json:"why,omitempty"`        // how a user would suffer
	Help      string   `json:"help,omitempty"`       // what to write instead
	Near      string   `json:"suggestion,omitempty"` // what was probably meant
	Notes     []Note   `json:"notes,omitempty"`
}

// Note is another place that a message speaks of.
type Note struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column,omitempty"`
	EndColumn int    `json:"end_column,omitempty"`
	Excerpt   string `json:"excerpt,omitempty"`
}

// Told returns a finding in the words of a phrasebook.
func (f Finding) Told(book Phrasebook) Message {
	say := func(key string) string {
		if book.Has(key) {
			return book.T(key, f.Values...)
		}
		return ""
	}
	m := Message{
		Code: f.Code(), Rule: f.Key, Severity: f.Severity,
		File: f.File, Line: f.Line, Column: f.Column, EndColumn: f.End, Excerpt: f.Excerpt,
		Message: say("finding." + f.Key), Why: say("why." + f.Key), Help: say("hint." + f.Key), Near: f.Value(valueNear),
	}
	for _, p := range f.Others {
		m.Notes = append(m.Notes, Note{p.File, p.Line, p.Column, p.End, p.Excerpt})
	}
	return m
}

// Told returns all findings in the words of a phrasebook.
func (fs List) Told(book Phrasebook) []Message {
	out := make([]Message, len(fs))
	for i, f := range fs {
		out[i] = f.Told(book)
	}
	return out
}

// Summary is what "bot kb check --json" prints: one object.
type Summary struct {
	OK       bool      `json:"ok"`
	Version  string    `json:"version,omitempty"` // of the guide; none when it does not compile
	Errors   int       `json:"errors"`
	Warnings int       `json:"warnings"`
	Infos    int       `json:"infos"`
	Findings []Message `json:"findings"`
}

// JSON writes the findings as one object; version is the guide's, "" when it
// does not compile.
func (fs List) JSON(w io.Writer, book Phrasebook, version string, ok bool) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(Summary{ok, version, len(fs.Of(Error)), len(fs.Of(Warning)), len(fs.Of(Info)), fs.Told(book)})
	if err != nil {
		return fmt.Errorf("write the findings: %w", err)
	}
	return nil
}

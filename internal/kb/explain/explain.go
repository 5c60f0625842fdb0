// Package explain tells what a finding means at length: what is wrong, how a
// user would suffer, what to write instead, with a document that has the slip
// and one that has not. "bot kb explain CODE" prints it, and docs/findings.md is
// made of it.
//
// It finds nothing: the wrong document is compiled, and what kb has to say about
// it is what is shown. Start reading at Of.
package explain

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/BurntSushi/toml"

	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/prompts"
)

// Explanation is all there is to say about one code.
type Explanation struct {
	finding.Message        // of the wrong example; its words alone where there is none
	Wrong, Right    string // documents; "" for a slip that no document shows
	Shown           finding.List
}

// example is a table of prompts/findings.toml.
type example struct{ Wrong, Right string }

// examples reads the documents that show slips, by code.
func examples() (map[string]example, error) {
	raw, err := fs.ReadFile(prompts.FS, "findings.toml")
	if err != nil {
		return nil, fmt.Errorf("read the examples of findings: %w", err)
	}
	var all map[string]example
	if err := toml.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("prompts/findings.toml: %w", err)
	}
	return all, nil
}

// ErrUnknown is returned for a code that no finding has.
var ErrUnknown = errors.New("no finding has this code")

// Of returns the explanation of a code ("K013") or of a rule ("comment.key"), in
// the words of one language.
func Of(code string, book finding.Phrasebook) (Explanation, error) {
	all, err := examples()
	if err != nil {
		return Explanation{}, err
	}
	for _, r := range finding.Rules() {
		if strings.EqualFold(r.Code, code) || r.Key == code {
			return explained(r, all[r.Code], book), nil
		}
	}
	return Explanation{}, ErrUnknown
}

// All returns every explanation, by code.
func All(book finding.Phrasebook) ([]Explanation, error) {
	all, err := examples()
	if err != nil {
		return nil, err
	}
	var out []Explanation
	for _, r := range finding.Rules() {
		out = append(out, explained(r, all[r.Code], book))
	}
	return out, nil
}

var hole = regexp.MustCompile(`\{[a-z_]+\}`)

func explained(r finding.Rule, x example, book finding.Phrasebook) Explanation {
	e := Explanation{Wrong: strings.TrimSpace(x.Wrong), Right: strings.TrimSpace(x.Right)}
	_, found, _ := kb.Compile(Documents(e.Wrong)) // an error is what it shows
	for _, f := range found {
		if f.Key == r.Key && len(e.Shown) == 0 {
			e.Shown, e.Message = finding.List{f}, f.Told(book)
		}
	}
	if len(e.Shown) == 0 {
		e.Message = finding.Finding{Severity: r.Severity, Key: r.Key}.Told(book)
		e.Message.Message, e.Help = hole.ReplaceAllString(e.Message.Message, "…"), hole.ReplaceAllString(e.Help, "…")
	}
	return e
}

// Documents makes a file system of an example: "== name.md" begins a document.
func Documents(text string) fstest.MapFS {
	fsys, name := fstest.MapFS{}, "vi-du.md"
	for l := range strings.SplitSeq(text, "\n") {
		if to, ok := strings.CutPrefix(l, "== "); ok {
			name = strings.TrimSpace(to)
			continue
		}
		if fsys[name] == nil {
			fsys[name] = &fstest.MapFile{}
		}
		fsys[name].Data = append(fsys[name].Data, l+"\n"...)
	}
	return fsys
}

// Text tells the explanation to people at a terminal.
func (e Explanation) Text(book finding.Phrasebook, paint finding.Paint) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s · %s\n\n", e.Code, e.Rule)
	if len(e.Shown) > 0 {
		_ = e.Shown.Print(&b, book, paint) // a Builder takes everything
	} else {
		fmt.Fprintf(&b, "%s\n\n%s\n%s\n", e.Message.Message, e.Why, e.Help)
	}
	for _, part := range []struct{ key, text string }{{"check.wrong", e.Wrong}, {"check.right", e.Right}} {
		if part.text != "" {
			fmt.Fprintf(&b, "\n%s\n\n    %s\n", book.T(part.key), strings.ReplaceAll(part.text, "\n", "\n    "))
		}
	}
	return strings.NewReplacer("\n    \n", "\n\n", "\n\n\n", "\n\n").Replace(b.String())
}

// Page is docs/findings.md: every explanation, in the words of one language.
func Page(book finding.Phrasebook) (string, error) {
	all, err := All(book)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", book.T("check.page"), book.T("check.page_about"))
	for _, e := range all {
		fmt.Fprintf(&b, "\n## %s · %s\n\n", e.Code, e.Rule)
		parts := []string{fmt.Sprintf("**%s**: %s.", e.Severity, e.Message.Message), e.Why}
		if e.Help != "" {
			parts = append(parts, book.T("check.help", "words", e.Help)+".")
		}
		fmt.Fprintln(&b, strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n\n"))
		for _, part := range []struct{ key, text string }{{"check.wrong", e.Wrong}, {"check.right", e.Right}} {
			if part.text != "" {
				fmt.Fprintf(&b, "\n%s\n\n```markdown\n%s\n```\n", book.T(part.key), part.text)
			}
		}
	}
	return b.String(), nil
}

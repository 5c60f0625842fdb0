package company

import (
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"hotro/internal/reference"
)

// File is the name of the file that makes a folder a company's.
const File = "company.toml"

// Pack is what the program knows of one company.
type Pack struct {
	Name        string
	Product     Text   // what users have trouble with, in a few words
	Greeting    Text   // what a user is greeted with; empty: said from the other words
	About       Text   // what the chat page says of itself; empty: as Greeting
	Privacy     Text   // what users are told of their data; empty: nothing
	Try         Text   // "gọi thử một cuộc": what tells whether a step helped
	Works       Text   // "Gọi được rồi": the button that says that it did
	Hours       string // when people are at the desk, where the settings don't say
	Integration string // what is asked about a reference; empty: nothing
	Reference   Reference
	Details     []Detail
	Roles       []Role
	Things      []string // names of its own that no person has, in small letters
	Macros      []Macro
	Words       fs.FS  // the folder, for its words/*.toml
	Links       []Link // the articles that it names
	Sum         string // hash of its files

	say map[string]map[string]string // of say/<lang>.toml, by language and key
}

// Reference is the one thing by which support finds a matter again.
type Reference struct {
	ID      string // what a step's want calls it; empty: the company has none
	Label   Text
	Short   Text     // Label where there is little room, and to staff
	Names   []string // what documents and users call it
	Article string   // id of the article that says where it is found
	// Examples are right references.
	Examples []string
	Misses   []Miss
	Grammar  reference.Grammar // never nil
}

// Miss is what people take for a reference.
type Miss struct {
	Fault reference.Fault
	Say   Text // what is wrong with it; {id} is what was written
}

// Link is an article that company.toml names, and the line that does.
type Link struct {
	Article string
	Line    int
}

// Kind says what form a detail has.
type Kind string

// The kinds of detail.
const (
	Phone   Kind = "phone"   // a telephone number
	Time    Kind = "time"    // when it occurred
	Account Kind = "account" // an address, a short number or a name
)

// Kinds returns every kind of detail.
func Kinds() []Kind { return []Kind{Phone, Time, Account} }

// Detail is asked for where there is no reference.
type Detail struct {
	ID    string
	Kind  Kind
	Label Text
	Short Text     // Label where there is little room, and to staff
	Names []string // what users call it
	// Own says that a number is the company's or the user's firm's, never a
	// customer's: it is hidden from nobody, and is no mobile number.
	Own bool
}

// Role is who alone may do some steps.
type Role struct {
	ID    string
	Label Text
	Names []string // what documents call its holders
}

// Macro is a reply that staff have ready.
type Macro struct {
	ID      string
	Title   Text
	Text    Text
	Article string // id of the topic or article that it links to, "" for none
}

// OwnWords returns the company's sentences in a language, by key.
func (p *Pack) OwnWords(lang string) map[string]string { return p.say[lang] }

// Detail returns what is asked for under an id.
func (p *Pack) Detail(id string) (Detail, bool) {
	i := slices.IndexFunc(p.Details, func(d Detail) bool { return d.ID == id })
	if i < 0 {
		return Detail{}, false
	}
	return p.Details[i], true
}

// Role returns the role that steps may need; the zero Role for none.
func (p *Pack) Role() Role {
	if len(p.Roles) == 0 {
		return Role{}
	}
	return p.Roles[0]
}

// Lacks returns the keys of company.toml whose text is put into sentences and says
// nothing in a language.
func (p *Pack) Lacks(lang string) []string {
	var out []string
	add := func(key string, t Text) {
		if !t.Has(lang) {
			out = append(out, key)
		}
	}
	add("product", p.Product)
	add("try", p.Try)
	add("works", p.Works)
	add("reference.label", p.Reference.Label)
	for _, d := range p.Details {
		add("detail."+d.ID, d.Label)
	}
	add("role.label", p.Role().Label)
	return out
}

// Speaks reports whether any text of the pack is given in a language by name.
func (p *Pack) Speaks(lang string) bool {
	for _, t := range []Text{p.Product, p.Try, p.Works, p.Greeting, p.About, p.Privacy, p.Reference.Label, p.Role().Label} {
		if t[lang] != "" {
			return true
		}
	}
	return false
}

// Of returns the ids of the details of a kind, in the order they are asked.
func (p *Pack) Of(kind Kind) []string {
	var out []string
	for _, d := range p.Details {
		if d.Kind == kind {
			out = append(out, d.ID)
		}
	}
	return out
}

// First returns the id of the first detail of a kind, "" for none.
func (p *Pack) First(kind Kind) string {
	if ids := p.Of(kind); len(ids) > 0 {
		return ids[0]
	}
	return ""
}

// Wants returns what a step may ask for: the reference, then the details.
func (p *Pack) Wants() []string {
	var out []string
	if p.Reference.ID != "" {
		out = append(out, p.Reference.ID)
	}
	for _, d := range p.Details {
		out = append(out, d.ID)
	}
	return out
}

// Text is a sentence or a name, by language; "" holds what is said in all.
type Text map[string]string

// Has reports whether the text says something in a language. What is written for all
// of them is Vietnamese where it has letters of its own.
func (t Text) Has(lang string) bool {
	if t[lang] != "" || len(t) == 0 {
		return true
	}
	return t[""] != "" && (lang == "vi" || !strings.ContainsFunc(t[""], func(r rune) bool { return r > unicode.MaxASCII && unicode.IsLetter(r) }))
}

// In returns the text in a language, else in any.
func (t Text) In(lang string) string {
	for _, l := range []string{lang, "", "vi", "en"} {
		if s := t[l]; s != "" {
			return s
		}
	}
	return ""
}

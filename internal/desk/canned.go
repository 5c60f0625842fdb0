package desk

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"hotro/internal/store"
	"hotro/internal/text"
	"hotro/prompts"
)

// Canned is a ready-made reply. Text may name the Variables in braces.
type Canned struct {
	ID     string `json:"id"`               // short, of a-z, 0-9 and _
	Folder string `json:"folder,omitempty"` // replies of one stand together; may be empty
	Title  string `json:"title"`
	Text   string `json:"text"`
}

// Variables are what a canned reply's text may name: "{user}".
func Variables() []string { return []string{"user", "staff", "number", "topic", "reference"} }

// formerly is what the reference was called in replies that were written before.
const formerly = "call_id"

// CannedFrom reads the canned replies among the words of a language: each
// desk.canned.<id>.title with its text and its folder.
func CannedFrom(say *prompts.Say) []Canned {
	var out []Canned
	for _, key := range say.Keys() {
		id, ok := strings.CutPrefix(key, "desk.canned.")
		if !ok {
			continue
		}
		if id, ok = strings.CutSuffix(id, ".title"); ok {
			word := func(kind string) string { return say.T("desk.canned." + id + "." + kind) }
			out = append(out, Canned{ID: id, Folder: word("folder"), Title: word("title"), Text: word("text")})
		}
	}
	return out
}

// Version tells one wording of a reply from another.
func (c Canned) Version() string {
	h := sha256.Sum256([]byte(strings.Join([]string{c.ID, c.Folder, c.Title, c.Text}, "\x00")))
	return hex.EncodeToString(h[:8])
}

// Limits of a canned reply, in characters, and of how many there are.
const (
	maxCannedTitle = 60
	maxCannedText  = 2000
	maxCanned      = 500
)

// Errors of changes to canned replies.
var (
	// ErrCanned: a title or a text is missing or too long, or there are too
	// many replies.
	ErrCanned = errors.New("a canned reply needs a title and a text, neither too long")
	// ErrChanged: somebody else has changed the reply meanwhile.
	ErrChanged = errors.New("the canned reply has been changed meanwhile")
)

// ErrVariable names what stands in braces in a reply and is no variable.
type ErrVariable struct{ Name string }

func (e ErrVariable) Error() string { return "no such variable in a canned reply: " + e.Name }

var variable = regexp.MustCompile(`\{([^{}\s]*)\}`)

// check brings a reply into form, or says what is wrong with it.
func (c *Canned) check() error {
	c.Folder, c.Title = text.Head(text.OneLine(c.Folder), maxCannedTitle), text.OneLine(c.Title)
	c.Text = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(c.Text, ""), "\r\n", "\n"))
	if c.Title == "" || c.Text == "" || utf8.RuneCountInString(c.Title) > maxCannedTitle || utf8.RuneCountInString(c.Text) > maxCannedText {
		return ErrCanned
	}
	for _, m := range variable.FindAllStringSubmatch(c.Text, -1) {
		if m[1] != formerly && !slices.Contains(Variables(), m[1]) {
			return ErrVariable{m[0]}
		}
	}
	return nil
}

// Replies are the canned replies in use: those that the program brings, with
// what leads have changed. It is safe for concurrent use.
type Replies struct {
	Values  store.Values
	Now     func() time.Time
	Brought []Canned
}

// cannedKey holds what leads have changed.
const cannedKey = "desk/canned"

// changes are what leads have made of the replies that the program brings.
type changes struct {
	Put  []Canned `json:"put,omitempty"` // new, or in the place of one that is brought
	Gone []string `json:"gone,omitempty"`
}

// List returns the replies, those of a folder together.
func (b *Replies) List(ctx context.Context) ([]Canned, error) {
	ch, _, err := store.ReadJSON[changes](ctx, b.Values, cannedKey)
	if err != nil {
		return nil, fmt.Errorf("canned replies: %w", err)
	}
	return b.with(ch), nil
}

func (b *Replies) with(ch changes) []Canned {
	all := slices.Clone(b.Brought)
	for _, c := range ch.Put {
		if i := slices.IndexFunc(all, func(o Canned) bool { return o.ID == c.ID }); i >= 0 {
			all[i] = c
		} else {
			all = append(all, c)
		}
	}
	all = slices.DeleteFunc(all, func(c Canned) bool { return slices.Contains(ch.Gone, c.ID) })
	place := map[string]int{}
	for i, c := range all {
		if _, known := place[c.Folder]; !known {
			place[c.Folder] = i
		}
	}
	// sort and not slices, which makes code of its own for each type: 10 kB for a large one
	sort.SliceStable(all, func(i, j int) bool { return place[all[i].Folder] < place[all[j].Folder] })
	return all
}

// Put changes a reply whose Version was was, or adds one when c has no ID.
func (b *Replies) Put(ctx context.Context, c Canned, was string) error {
	if err := c.check(); err != nil {
		return err
	}
	fresh := c.ID == ""
	if fresh {
		c.ID = strings.ToLower(rand.Text()[:10])
	}
	return b.change(ctx, c.ID, was, fresh, func(ch *changes) { ch.Put = append(ch.Put, c) })
}

// Drop removes a reply whose Version was was.
func (b *Replies) Drop(ctx context.Context, id, was string) error {
	return b.change(ctx, id, was, false, func(ch *changes) { ch.Gone = append(ch.Gone, id) })
}

func (b *Replies) change(ctx context.Context, id, was string, fresh bool, do func(*changes)) error {
	var refused error
	err := store.ChangeJSON(ctx, b.Values, cannedKey, 0, b.Now, func(old changes) changes {
		now := b.with(old)
		i := slices.IndexFunc(now, func(c Canned) bool { return c.ID == id })
		switch {
		case fresh && len(now) >= maxCanned:
			refused = ErrCanned
		case !fresh && (i < 0 || now[i].Version() != was):
			refused = ErrChanged
		default:
			refused = nil
		}
		if refused != nil {
			return old
		}
		ch := changes{Gone: slices.Clone(old.Gone)}
		for _, c := range old.Put {
			if c.ID != id {
				ch.Put = append(ch.Put, c)
			}
		}
		do(&ch)
		return ch
	})
	if err != nil {
		return fmt.Errorf("canned replies: %w", err)
	}
	return refused
}

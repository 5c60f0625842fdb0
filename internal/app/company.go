package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hotro/internal/company"
	"hotro/internal/desk"
	"hotro/internal/kb"
	"hotro/prompts"
)

// companyOf is the company whose documents are in dir: the shipped one where
// dir is empty or has no pack. What is wrong with a pack is said by the guide's
// compiler, which refuses it.
func companyOf(dir string) (*company.Pack, error) {
	p, _, err := company.Of(Documents(dir))
	if err != nil {
		return nil, fmt.Errorf("KB_DIR=%s: %w", dir, err)
	}
	return p, nil
}

// wordsOf are what the bot and the desk say for a company, by language.
func wordsOf(p *company.Pack) (map[string]*prompts.Say, error) {
	out := map[string]*prompts.Say{}
	for _, lang := range []string{"vi", "en"} {
		if p == company.Shipped() {
			out[lang] = prompts.Must(lang)
			continue
		}
		say, err := prompts.For(p, lang)
		if err != nil {
			return nil, err
		}
		out[lang] = say
	}
	return out, nil
}

// openCompany reads whose support this is. A change of the pack's sentences for
// the desk and the pages takes a start; those of the dialog are taken up with the
// documents.
func (b *builder) openCompany(context.Context) error {
	pack, err := companyOf(b.cfg.KBDir)
	if err != nil {
		return err
	}
	b.company, b.cfg.Desk = pack, atTheDesk(b.cfg.Desk, pack)
	b.words, err = wordsOf(pack)
	return err
}

// replies are the ready replies that come with the company, with the addresses of
// the topics that they name. One that leads to a topic that is not there is left out: it
// would show nothing to whoever follows it. Checking the documents says so.
func (b *builder) replies(say *prompts.Say) []desk.Canned {
	var all []desk.Canned
	for _, c := range desk.CannedFrom(say) {
		if c, ok := linked(c, b.base, b.there); ok {
			all = append(all, c)
		}
	}
	return all
}

// there reports whether the documents have a topic or an article. A command that has
// opened none shows nobody the way.
func (b *builder) there(id string) bool {
	if b.guides == nil {
		return false
	}
	g := b.guides.kb()
	return slices.ContainsFunc(slices.Concat(g.Topics, g.Articles), func(t kb.Topic) bool { return strings.EqualFold(t.ID, id) })
}

// atTheDesk is the desk's settings, with the company's hours where none are set.
func atTheDesk(c desk.Config, p *company.Pack) desk.Config {
	c.Hours = cmp.Or(c.Hours, p.Hours)
	return c
}

// linked is a ready reply with the addresses of the topics that it names, where all of
// them are there.
func linked(c desk.Canned, base string, there func(id string) bool) (desk.Canned, bool) {
	for {
		before, rest, open := strings.Cut(c.Text, "{link:")
		id, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			return c, true
		}
		if !there(id) {
			return c, false
		}
		c.Text = before + base + "/chat?code=" + id + after
	}
}

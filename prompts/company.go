package prompts

import (
	"slices"
	"strings"

	"hotro/internal/company"
	"hotro/internal/text"
)

// For returns the words of one language as a company says them: those of all
// companies, with the company's own sentences in their place, its own words to
// understand added to the lists of them (…_words), and its names filled in.
func For(p *company.Pack, lang string) (*Say, error) {
	s, err := Load(FS, lang)
	if err != nil {
		return nil, err
	}
	own := p.OwnWords(lang)
	for key, words := range own {
		s.own(key, words)
	}
	s.derive(p, own)
	whole := s.lacking(p)
	s.fillIn(p)
	if len(whole) == 0 {
		return s, nil
	}
	other, err := For(p, spokenByAll)
	if err != nil {
		return nil, err
	}
	for _, key := range whole {
		s.words[key] = other.words[key]
	}
	return s, nil
}

// spokenByAll is the language that every company has words in.
const spokenByAll = "vi"

// lacking returns the sentences that have room for a name that the company has not
// in this language: half of one language and half of another is read by nobody, so
// they are said as a whole in the other.
func (s *Say) lacking(p *company.Pack) []string {
	if s.lang == spokenByAll {
		return nil
	}
	var room []string
	for name, own := range names(p) {
		if !own.Has(s.lang) {
			room = append(room, "{"+name+"}")
		}
	}
	var out []string
	for key, words := range s.words {
		if slices.ContainsFunc(room, func(r string) bool { return strings.Contains(words, r) }) {
			out = append(out, key)
		}
	}
	for _, d := range p.Details {
		if !d.Label.Has(s.lang) {
			out = append(out, "dialog.fact_"+d.ID, "dialog.invite_"+d.ID, "dialog.told_"+d.ID)
		}
	}
	return out
}

// names are those that the words of all companies leave room for.
func names(p *company.Pack) map[string]company.Text {
	return map[string]company.Text{"product": p.Product, "try": p.Try, "works": p.Works, "ref": p.Reference.Label, "role_name": p.Role().Label}
}

// own puts one of the company's sentences in its place.
func (s *Say) own(key, words string) {
	if before := s.words[key]; before != "" && strings.HasSuffix(key, "_words") {
		words = before + "; " + words
	}
	s.words[key] = words
}

// derive makes the sentences about what a company collects, and what its staff
// often say, from the short forms of its company.toml. Its own sentences stand.
func (s *Say) derive(p *company.Pack, own map[string]string) {
	put := func(key, words string) {
		if _, said := own[key]; !said && words != "" {
			s.words[key] = words
		}
	}
	s.deriveDetails(p, put)
	for _, m := range p.Reference.Misses {
		put("dialog.ref_bad_"+string(m.Fault), m.Say.In(s.lang))
	}
	for _, m := range p.Macros {
		words := strings.ReplaceAll(m.Text.In(s.lang), "{link}", "{link:"+m.Article+"}")
		put("desk.canned."+m.ID+".title", m.Title.In(s.lang))
		put("desk.canned."+m.ID+".text", words)
		put("desk.canned."+m.ID+".folder", p.Name)
	}
	put("dialog.greet", p.Greeting.In(s.lang))
	put("web.home_about", p.About.In(s.lang))
	put("web.chat.about", p.About.In(s.lang))
	if words := p.Privacy.In(s.lang); words != "" {
		s.words["dialog.greet"] += "\n" + words
	}
}

func (s *Say) deriveDetails(p *company.Pack, put func(key, words string)) {
	var ids, own []string
	for _, d := range p.Details {
		ids = append(ids, d.ID)
		if d.Own {
			own = append(own, d.ID)
		}
		label, short := d.Label.In(s.lang), d.Short.In(s.lang)
		said := func(key string) string { return fill(s.words["dialog.detail_"+key], []string{"label", label}) }
		put("dialog.fact_"+d.ID, said(string(d.Kind)))
		put("dialog.invite_"+d.ID, said("invite"))
		put("dialog.told_"+d.ID, said("told"))
		put("dialog.told_"+d.ID+"_words", strings.Join(append([]string{label}, d.Names...), "; "))
		put("desk.fact_"+d.ID, short)
		put("web.desk.fact_"+d.ID, text.Capital(short))
	}
	put("company.details", strings.Join(ids, " "))
	put("company.own", strings.Join(own, " "))
}

// fillIn puts a company's names where the words of all companies leave room for
// them.
func (s *Say) fillIn(p *company.Pack) {
	pairs := []string{"{company}", p.Name}
	for name, own := range names(p) {
		words := own.In(s.lang)
		if words == "" {
			words = s.words["company."+name]
		}
		pairs = append(pairs, "{"+name+"}", words)
	}
	room := strings.NewReplacer(pairs...)
	for key, words := range s.words {
		if strings.Contains(words, "{") {
			s.words[key] = room.Replace(words)
		}
	}
}

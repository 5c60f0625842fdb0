package prompts

import (
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
	s.fillIn(p)
	return s, nil
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
	for name, own := range map[string]company.Text{"product": p.Product, "try": p.Try, "works": p.Works, "ref": p.Reference.Label, "role_name": p.Role().Label} {
		words := own.In(s.lang)
		if words == "" {
			words = s.words["company."+name]
		}
		pairs = append(pairs, "{"+name+"}", words)
	}
	names := strings.NewReplacer(pairs...)
	for key, words := range s.words {
		if strings.Contains(words, "{") {
			s.words[key] = names.Replace(words)
		}
	}
}

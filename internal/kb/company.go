package kb

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"hotro/internal/company"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/text"
)

// company takes in the company whose documents these are, and what is wrong with
// its pack.
func (c *compiler) company(fsys fs.FS, sources map[string][]string) error {
	pack, problems, err := company.Of(fsys)
	if err != nil {
		return errors.Join(errors.New("read the company's folder"), err)
	}
	c.guide.company = pack
	for _, p := range problems {
		if raw, err := readDocument(fsys, p.File); err == nil && sources[p.File] == nil {
			sources[p.File] = strings.Split(string(raw), "\n")
		}
		finding.For(p.File, c.findings).Add(finding.Error, p.Line, p.Key, p.Values...)
	}
	return nil
}

// companyLinks finds articles that a pack of these documents names and that do
// not exist. Nobody is led there: a ready reply without its article is not offered.
func (c *compiler) companyLinks() {
	if c.guide.Company() == company.Shipped() {
		return // documents of somebody who has no pack yet may lack its articles
	}
	for _, l := range c.guide.Company().Links {
		if _, ok := c.reg.byID[strings.ToLower(l.Article)]; !ok {
			near := text.Nearest(l.Article, slices.Sorted(maps.Values(c.reg.byID)))
			finding.For(company.File, c.findings).Add(finding.Warning, l.Line, "company.article", "article", l.Article, "near", near)
		}
	}
}

// companyLanguages finds the words that a company of two languages has in one alone:
// sentences are made of them.
func (c *compiler) companyLanguages() {
	p := c.guide.Company()
	if p == company.Shipped() {
		return
	}
	for _, l := range c.languages {
		lang := l.Name
		spoken := p.Speaks(lang) || slices.ContainsFunc(c.docs, func(d *markdown.Document) bool { return d.Lang == lang })
		if lacks := p.Lacks(lang); spoken && len(lacks) > 0 {
			finding.For(company.File, c.findings).Add(finding.Warning, 1, "company.language", "lang", lang, "keys", strings.Join(lacks, ", "))
		}
	}
}

// owned is a guide with the hash of its company's pack.
type owned struct {
	Guide
	Company string
}

// version is the hash over all that users can be shown: the documents, and
// the company's own words where it is not the shipped one.
func version(g *Guide) string {
	if g.Company() == company.Shipped() {
		return sum(content(*g))
	}
	return sum(owned{content(*g), g.Company().Sum})
}

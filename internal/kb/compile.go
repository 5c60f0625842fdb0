package kb

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"hotro/internal/kb/convention"
)

// Compile reads every Markdown document below the root of fsys, in order of
// path, and builds the guide. Files and folders whose name starts with "." or
// "_" are skipped. All findings are reported at once. When one of them is an
// Error, or fsys can't be read, Compile returns an error and no guide. Compile is deterministic: equal documents give equal guides,
// byte for byte.
func Compile(fsys fs.FS) (*Guide, Findings, error) {
	docs, findings, err := load(fsys)
	if err != nil {
		return nil, findings, err
	}
	c := &compiler{docs: docs, findings: &findings, guide: &Guide{Topics: []Topic{}}, reg: newRegistry(exists(fsys))}
	c.register()
	c.build()
	c.phrases()
	c.lint()
	findings = findings.Sorted()
	if err := findings.Err(); err != nil {
		return nil, findings, err
	}
	seal(c.guide)
	return c.guide, findings, nil
}

func exists(fsys fs.FS) func(string) bool {
	return func(name string) bool {
		if !fs.ValidPath(name) {
			return false
		}
		_, err := fs.Stat(fsys, name)
		return err == nil
	}
}

// load parses every document of fsys.
func load(fsys fs.FS) ([]*document, Findings, error) {
	var docs []*document
	var findings Findings
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if base := path.Base(name); name != "." && (base[0] == '.' || base[0] == '_') {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if e.IsDir() || !strings.EqualFold(path.Ext(name), ".md") {
			return nil
		}
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		docs = append(docs, parse(name, raw, report{name, &findings}))
		return nil
	})
	if err != nil {
		return nil, findings, fmt.Errorf("read the documents: %w", err)
	}
	return docs, findings, nil
}

// compiler gives the parsed documents their meaning.
type compiler struct {
	docs      []*document
	findings  *Findings
	guide     *Guide
	reg       *registry
	heard     []heard
	uncovered []heard // codes, with their places
}

func (c *compiler) report(d *document) report { return report{d.file, c.findings} }

var validID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// identify returns the id of a section: the one in its note, or what its title
// gives.
func identify(s section) string {
	if id := topicNote(s).value("id"); id != "" {
		return id
	}
	return convention.TopicID(s.title)
}

func topicNote(s section) note {
	for _, n := range s.notes {
		if n.word == "topic" {
			return n
		}
	}
	return note{}
}

// register enters every topic and article before any link is followed.
func (c *compiler) register() {
	seen := map[string]string{}
	for _, d := range c.docs {
		c.reg.files[d.file] = true
		if d.kind != kindTopics && d.kind != kindArticles {
			continue
		}
		r := c.report(d)
		for _, s := range d.topics {
			id := identify(s)
			low := strings.ToLower(id)
			if !validID.MatchString(id) {
				r.add(Error, s.line, "id.invalid", "id", id, "title", s.title)
			} else if at, ok := seen[low]; ok {
				r.add(Error, s.line, "id.taken", "id", id, "at", at)
			}
			seen[low] = fmt.Sprintf("%s:%d", d.file, s.line)
			names := []string{s.title}
			for _, n := range topicNote(s).list("names") {
				names = append(names, n.text)
			}
			c.reg.add(d.file, id, names)
		}
	}
}

func (c *compiler) build() {
	for _, d := range c.docs {
		switch d.kind {
		case kindTopics:
			for _, s := range d.topics {
				c.guide.Topics = append(c.guide.Topics, c.topic(d, s))
			}
		case kindArticles:
			for _, s := range d.topics {
				c.guide.Articles = append(c.guide.Articles, c.topic(d, s))
			}
		case kindTerms:
			c.termsOf(d)
		case kindOutside:
			c.outsideOf(d)
		case kindCodes:
			c.codesOf(d)
		}
	}
}

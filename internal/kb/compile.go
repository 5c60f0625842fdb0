package kb

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"hotro/internal/capped"
	"hotro/internal/kb/convention"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/markdown"
	"hotro/internal/pattern"
)

// Compile reads every Markdown document below the root of fsys, in order of
// path, and builds the guide. Files and folders whose name starts with "." or
// "_" are skipped. All findings are reported at once. When one of them is an
// Error, or fsys can't be read, Compile returns an error and no guide. Compile is deterministic: equal documents give equal guides,
// byte for byte. Where a company.toml stands beside the documents, they are those
// of that company, else of the shipped one.
func Compile(fsys fs.FS) (*Guide, finding.List, error) {
	docs, sources, findings, err := load(fsys)
	if err != nil {
		return nil, findings, err
	}
	c := &compiler{docs: docs, findings: &findings, guide: &Guide{Topics: []Topic{}}, reg: newRegistry(exists(fsys)), terms: map[string]Term{}}
	if err := c.company(fsys, sources); err != nil {
		return nil, findings, err
	}
	if c.languages, err = languages(c.guide.Company()); err != nil {
		return nil, findings, err
	}
	c.originals()
	c.secrets(sources)
	c.register()
	c.companyLinks()
	c.companyLanguages()
	c.build()
	c.phrases()
	for _, h := range c.heard {
		c.guide.phrasings = append(c.guide.phrasings, Phrasing{h.Text, h.topic, h.file, h.Line})
	}
	c.lint()
	sealAll(c.guide)
	c.translate()
	findings = calm(docs, findings.Locate(func(file string) []string { return sources[file] })).Sorted()
	if err := findings.Err(); err != nil {
		return nil, findings, err
	}
	c.guide.Version = version(c.guide)
	return c.guide, findings, nil
}

// Located returns findings on the documents of fsys that others than Compile
// made, with their columns and excerpts.
func Located(fsys fs.FS, list finding.List) finding.List {
	read := map[string][]string{}
	return list.Locate(func(file string) []string {
		if _, ok := read[file]; !ok {
			raw, _ := readDocument(fsys, file) // what can't be read has no excerpt
			read[file] = strings.Split(string(raw), "\n")
		}
		return read[file]
	})
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

// load parses every document of fsys, and returns the lines of each beside it.
func load(fsys fs.FS) ([]*markdown.Document, map[string][]string, finding.List, error) {
	type read struct {
		name     string
		raw      []byte
		doc      *markdown.Document
		findings finding.List
	}
	var all []*read
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
		raw, err := readDocument(fsys, name)
		all = append(all, &read{name: name, raw: raw})
		return err
	})
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read the documents: %w", err)
	}
	var beside errgroup.Group
	beside.SetLimit(runtime.GOMAXPROCS(0))
	for _, r := range all {
		beside.Go(func() error {
			r.doc = markdown.Parse(r.name, r.raw, finding.For(r.name, &r.findings))
			return nil
		})
	}
	_ = beside.Wait()
	var docs []*markdown.Document
	var findings finding.List
	sources := map[string][]string{}
	for _, r := range all {
		sources[r.name] = strings.Split(string(r.raw), "\n")
		docs, findings = append(docs, r.doc), append(findings, r.findings...)
	}
	return docs, sources, findings, nil
}

// maxDocument is more than any document for people has.
const maxDocument = 2 << 20

// readDocument returns a document. Whoever can put a link into the directory must not
// have the program read a device, a pipe or a disk image.
func readDocument(fsys fs.FS, name string) ([]byte, error) {
	i, err := fs.Stat(fsys, name) // of what a link leads to; opening a pipe would wait
	if err != nil {
		return nil, err
	}
	if !i.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a plain file; remove it, or let its name begin with _", name)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := capped.ReadAll(f, maxDocument)
	if errors.Is(err, capped.ErrTooLarge) {
		return nil, fmt.Errorf("%s: larger than %d MB; split it, or let its name begin with _", name, maxDocument>>20)
	}
	return raw, err
}

// compiler gives the parsed documents their meaning.
type compiler struct {
	docs      []*markdown.Document
	findings  *finding.List
	guide     *Guide
	reg       *registry
	languages []*convention.Language
	tongue    map[string]string // by file, of those that are written in a language they name
	heard     []heard
	uncovered []heard         // codes, with their places
	terms     map[string]Term // by each of their names, as convention.Key has it
}

func (c *compiler) report(d *markdown.Document) finding.Report {
	return finding.For(d.File, c.findings)
}

var validID = pattern.New(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// identify returns the id of a section: the one in its note, or what its title
// gives.
func identify(s markdown.Section) string {
	if id := topicNote(s).Value("id"); id != "" {
		return id
	}
	return convention.TopicID(s.Title)
}

func topicNote(s markdown.Section) markdown.Note {
	for _, n := range s.Notes {
		if n.Word == "topic" {
			return n
		}
	}
	return markdown.Note{}
}

// register enters every topic and article before any link is followed.
func (c *compiler) register() {
	seen := map[string]string{}
	for _, d := range c.docs {
		c.reg.files[d.File] = true
		if d.Kind != markdown.KindTopics && d.Kind != markdown.KindArticles {
			continue
		}
		if d.Lang != "" {
			if len(d.Topics) > 0 {
				c.reg.byFile[d.File] = identify(d.Topics[0])
			}
			continue
		}
		r := c.report(d)
		for _, s := range d.Topics {
			id := identify(s)
			low := strings.ToLower(id)
			if !validID.MatchString(id) {
				r.Add(finding.Error, s.Line, "id.invalid", "id", id, "title", s.Title)
			} else if at, ok := seen[low]; ok {
				r.Add(finding.Error, s.Line, "id.taken", "id", id, "at", at)
			}
			seen[low] = fmt.Sprintf("%s:%d", d.File, s.Line)
			names := []string{s.Title}
			for _, n := range topicNote(s).List("names") {
				names = append(names, n.Text)
			}
			c.reg.add(d.File, id, names)
		}
	}
}

func (c *compiler) build() {
	for _, d := range c.docs {
		if d.Lang != "" {
			continue
		}
		switch d.Kind {
		case markdown.KindTopics:
			for _, s := range d.Topics {
				c.guide.Topics = append(c.guide.Topics, c.topic(d, s))
			}
		case markdown.KindArticles:
			for _, s := range d.Topics {
				c.guide.Articles = append(c.guide.Articles, c.topic(d, s))
			}
		case markdown.KindTerms:
			c.termsOf(d)
		case markdown.KindOutside:
			c.outsideOf(d)
		case markdown.KindCodes:
			c.codesOf(d)
		}
	}
}

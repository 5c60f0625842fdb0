package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing/fstest"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"hotro/internal/company"
	"hotro/internal/kb"
	"hotro/internal/kb/finding"
	"hotro/internal/kb/importer"
	"hotro/internal/kb/importer/merge"
	"hotro/prompts"
)

// importFlags say where documents go, and whether they go there.
type importFlags struct {
	to     string
	dry    bool
	assist bool
}

func newKBImport(e env) *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use: "import FILE|DIR...", Short: "Turn help pages (HTML, Markdown, Word, Excel, CSV, pasted text) into documents in our conventions",
		Long: `Turn help pages of any company into documents: problems with their codes, causes
and remedies. What was left out, inferred or lost is told, with what bot kb check
says of the result.

A page that changed may be imported again to the same directory: what the page
changed and what people changed in the documents since both stay. Where both changed
the same lines, the people's stay and it is said.

With --assist the model of OPENAI_BASE_URL is shown each problem that has no phrasings
yet, and what it proposes is printed as a diff behind the rest: read it, and apply
what is good (patch -p0). Nothing of it is applied by itself. What is secret or
personal is taken out of what it is shown.

Of a directory all pages are imported, those below it too; what can't be one (pictures,
programs, hidden files) is passed over.

Exit codes: 0 documents were made, 1 a page was refused: less than half of it could
be understood. Nothing is written of such a page.`,
		Example: "  bot kb import faq.html                      print them\n  bot kb import faq.html -o drafts            write them\n  bot kb import pages/ -o drafts              all pages of a folder\n  bot kb import faq.html -o drafts --dry-run  print what would change\n  bot kb import faq.html -o drafts --assist   … and what a model proposes",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("want the files or directories to import, and -o DIR to write to")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return kbImport(cmd.Context(), e, args, f) },
	}
	cmd.Flags().StringVarP(&f.to, "output", "o", "", "directory to write to; standard output when empty")
	cmd.Flags().BoolVar(&f.dry, "dry-run", false, "print the changes as a unified diff and write nothing")
	cmd.Flags().BoolVar(&f.assist, "assist", false, "print headings and phrasings that the configured model proposes, as a diff to accept; apply nothing")
	return cmd
}

func kbImport(ctx context.Context, e env, names []string, f importFlags) error {
	var ask propose
	if f.assist {
		var err error
		if ask, err = assistant(e); err != nil {
			return err
		}
	}
	var set importer.Set
	var docs []importer.Document
	if err := reserve(&set, f.to); err != nil {
		return err
	}
	names, err := pages(names)
	if err != nil {
		return err
	}
	var refused error
	for _, name := range names {
		res, err := importFile(&set, name)
		tellImport(e, res.Findings)
		refused = errors.Join(refused, err)
		docs = append(docs, res.Documents...)
	}
	if len(docs) == 0 {
		return refused
	}
	changes, err := planned(e, f.to, docs)
	if err != nil {
		return err
	}
	for _, c := range changes {
		if err := c.apply(e, f); err != nil {
			return err
		}
	}
	fsys, err := among(f.to, changes)
	if err != nil {
		return err
	}
	g, findings, err := kb.Compile(fsys)
	if err == nil {
		findings = slices.DeleteFunc(findings, func(f finding.Finding) bool {
			return !slices.ContainsFunc(changes, func(c change) bool { return c.doc.Name == f.File })
		})
	}
	tellImport(e, summed(g, findings, changes))
	if ask != nil && g != nil {
		err = errors.Join(err, assist(ctx, e, ask, g, f.to, changes))
	}
	return errors.Join(refused, err)
}

// among is what the documents that are written are compiled with: in the folder of a
// company, all that is there, since its company.toml says what they may ask for and its
// other documents are those that they lead to; elsewhere, themselves.
func among(dir string, changes []change) (fs.FS, error) {
	out := fstest.MapFS{}
	if dir != "" && exists(filepath.Join(dir, company.File)) {
		if err := folder(out, dir); err != nil {
			return nil, err
		}
	}
	for _, c := range changes {
		delete(out, c.gone)
		out[c.doc.Name] = &fstest.MapFile{Data: []byte(c.text)}
	}
	return out, nil
}

// folder reads what the compiler reads of a folder: documents and words whole, and of
// pictures that they are there.
func folder(out fstest.MapFS, dir string) error {
	fsys := os.DirFS(dir)
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if base := path.Base(name); name != "." && (base[0] == '.' || base[0] == '_') {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			return nil
		}
		out[name] = &fstest.MapFile{}
		if ext := strings.ToLower(path.Ext(name)); ext == ".md" || ext == ".toml" {
			out[name].Data, err = fs.ReadFile(fsys, name)
		}
		return err
	})
}

// summed ends findings with what was made in figures. That no topic of a new page has
// things that users say is one finding, not one for each.
func summed(g *kb.Guide, findings finding.List, changes []change) finding.List {
	few, least := 0, ""
	findings = slices.DeleteFunc(findings, func(f finding.Finding) bool {
		if f.Key == "phrases.few" {
			few++
			least = f.Value("min")
			return true
		}
		return false
	})
	if g == nil {
		return findings
	}
	r := finding.For(".", &findings)
	if few > 0 {
		r.Add(finding.Info, 1, "import.phrases", "topics", strconv.Itoa(few), "min", least)
	}
	topics, causes, empty := 0, 0, 0
	for _, t := range g.Topics {
		if !slices.ContainsFunc(changes, func(c change) bool { return c.doc.Name == t.File }) {
			continue
		}
		topics++
		causes += len(t.Causes)
		for _, c := range t.Causes {
			if len(c.Steps) == 0 {
				empty++
			}
		}
	}
	aside := 0
	for _, c := range changes {
		head, _, _ := strings.Cut(c.text, "\n## ")
		_, head, _ = strings.Cut(head, "-->\n")
		aside += len(strings.FieldsFunc(head, func(r rune) bool { return r == '\n' }))
	}
	r.Add(finding.Info, 1, "import.made", "documents", strconv.Itoa(len(changes)), "topics", strconv.Itoa(topics), "causes", strconv.Itoa(causes),
		"empty", strconv.Itoa(empty), "aside", strconv.Itoa(aside))
	return findings
}

// pages are the files that are named, and those of the directories that are: in
// the order of their names, without what is hidden or no page.
func pages(names []string) ([]string, error) {
	var out []string
	for _, name := range names {
		of := len(out)
		err := filepath.WalkDir(name, func(at string, d fs.DirEntry, err error) error {
			switch hidden := at != name && strings.HasPrefix(d.Name(), "."); {
			case err != nil:
				return err
			case hidden && d.IsDir():
				return fs.SkipDir
			case at == name && !d.IsDir(), d.Type().IsRegular() && !hidden && importer.Reads(at):
				out = append(out, at)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(out) == of {
			return nil, fmt.Errorf("%s holds no page: want files of Markdown, HTML, Word, Excel, CSV or text", name)
		}
	}
	return out, nil
}

// reserve takes the ids of the documents that people wrote themselves.
func reserve(set *importer.Set, dir string) error {
	if dir == "" {
		return nil
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(dir, importedDir, filepath.Base(name))); err == nil {
			continue
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		set.Reserve(string(raw))
	}
	return nil
}

func importFile(set *importer.Set, name string) (importer.Result, error) {
	f, err := os.Open(name)
	if err != nil {
		return importer.Result{}, err
	}
	defer f.Close()
	return set.Import(f, filepath.Base(name))
}

// tellImport prints findings beside the documents, which go to standard output.
func tellImport(e env, findings finding.List) {
	words := prompts.Must("vi") // the language of the documents
	for _, f := range findings {
		fmt.Fprintln(e.err, f.In(words))
	}
}

// importedDir holds documents as they were imported last, beside those that people
// edit. Its name keeps it out of the guide.
const importedDir = ".imported"

// change is a document to be written.
type change struct {
	doc  importer.Document
	was  string // what the file holds; empty: there is none
	text string // what it will hold
	gone string // the document that this one goes on under another name; empty: none
}

// planned says what importing changes in a directory. A document that exists and
// was not imported is somebody's own: it is not touched.
func planned(e env, dir string, docs []importer.Document) ([]change, error) {
	old, err := renamed(dir, docs)
	if err != nil {
		return nil, err
	}
	var out []change
	for _, d := range docs {
		c := change{doc: d, text: d.Text, gone: old[d.Name]}
		if dir != "" {
			if err := c.merge(e, dir); err != nil {
				return nil, err
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// merge keeps what people changed in the document that there is.
func (c *change) merge(e env, dir string) error {
	name := c.doc.Name
	if c.gone != "" {
		name = c.gone
	}
	ours, err := os.ReadFile(filepath.Join(dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	base, err := os.ReadFile(filepath.Join(dir, importedDir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s exists and was not imported; remove it or name another directory with -o", filepath.Join(dir, name))
	}
	if err != nil {
		return err
	}
	text, kept := merge.Document(string(base), string(ours), c.doc.Text)
	for _, title := range kept {
		fmt.Fprintf(e.err, "%s: «%s» was changed on the page and by people; their words stay, look at the page again\n", c.doc.Name, title)
	}
	if c.text = text; c.gone == "" {
		c.was = string(ours)
	}
	return nil
}

// renamed finds, for documents with a new name, the one of an earlier import that
// has most of their topics and that no page gives any more: a heading of the page
// was renamed. Two documents with the same topics would be no guide.
func renamed(dir string, docs []importer.Document) (map[string]string, error) {
	old := map[string]string{}
	if dir == "" {
		return old, nil
	}
	files, err := filepath.Glob(filepath.Join(dir, importedDir, "*.md"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		name := filepath.Base(file)
		if slices.ContainsFunc(docs, func(d importer.Document) bool { return d.Name == name }) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue // people removed it
		}
		if err != nil {
			return nil, err
		}
		most, heir := 0, ""
		for _, d := range docs {
			if n := importer.Shared(string(text), d.Text); n > most && old[d.Name] == "" && !exists(filepath.Join(dir, d.Name)) {
				most, heir = n, d.Name
			}
		}
		if heir != "" {
			old[heir] = name
		}
	}
	return old, nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// apply writes a change, or prints it.
func (c change) apply(e env, f importFlags) error {
	name := filepath.Join(f.to, c.doc.Name)
	if c.gone != "" {
		fmt.Fprintf(e.err, "%s: the page calls it otherwise now; it goes on as %s\n", c.gone, c.doc.Name)
	}
	if f.dry {
		_, err := fmt.Fprint(e.out, udiff.Unified(name, name, c.was, c.text))
		return err
	}
	if f.to == "" {
		_, err := e.out.Write([]byte(c.text))
		return err
	}
	if err := os.MkdirAll(filepath.Join(f.to, importedDir), 0o755); err != nil {
		return err
	}
	if c.text != c.was {
		if err := replaceFile(name, c.text); err != nil {
			return err
		}
		fmt.Fprintln(e.out, name)
	}
	if err := replaceFile(filepath.Join(f.to, importedDir, c.doc.Name), c.doc.Text); err != nil || c.gone == "" {
		return err
	}
	return errors.Join(os.Remove(filepath.Join(f.to, c.gone)), os.Remove(filepath.Join(f.to, importedDir, c.gone)))
}

// replaceFile puts a file in place whole: a crash leaves the old one.
func replaceFile(name, text string) error {
	tmp := name + ".new"
	if err := os.WriteFile(tmp, []byte(text), 0o644); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	return os.Rename(tmp, name)
}

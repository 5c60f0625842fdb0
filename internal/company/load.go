package company

import (
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"hotro/internal/capped"
	"hotro/internal/reference"
	"hotro/internal/stringee"
	"hotro/internal/text"
	"hotro/knowledge"
)

// maxFile is more than any file of a pack has.
const maxFile = 1 << 20

// Shipped returns the company whose pack comes with the program. A test proves
// that it loads; it is read once.
func Shipped() *Pack { return shipped() }

var shipped = sync.OnceValue(func() *Pack {
	p, problems, err := load(knowledge.FS)
	if err != nil || len(problems) > 0 {
		panic(fmt.Sprintf("the shipped company: %v %v", err, problems))
	}
	return p
})

// grammars are those that have a name.
func grammars() map[string]reference.Grammar {
	return map[string]reference.Grammar{"stringee": stringee.Grammar{}}
}

// Integrations returns what a company's folder may switch on.
func Integrations() []string { return []string{"stringee"} }

// Has reports whether a folder is a company's.
func Has(fsys fs.FS) bool {
	_, err := fs.Stat(fsys, File)
	return err == nil
}

// Of returns the company of a folder of documents: its own where it has a
// company.toml, else the shipped one.
func Of(fsys fs.FS) (*Pack, []Problem, error) {
	if builtIn, ok := fsys.(embed.FS); ok && builtIn == knowledge.FS || !Has(fsys) {
		return Shipped(), nil, nil
	}
	return Load(fsys)
}

// Load reads the company's folder. What its author has to mend is a Problem; the
// Pack is as good as what is right of it. An error is a file that can't be read.
func Load(fsys fs.FS) (*Pack, []Problem, error) {
	p, problems, err := load(fsys)
	if err == nil && len(p.Roles) == 0 {
		p.Roles = Shipped().Roles // every house has its administrator
	}
	return p, problems, err
}

func load(fsys fs.FS) (*Pack, []Problem, error) {
	raw, err := read(fsys, File)
	if err != nil {
		return nil, nil, err
	}
	l := newLoader(File, raw)
	var f file
	if !l.decode(&f) {
		return &Pack{Reference: Reference{Grammar: reference.None{}}}, l.problems, nil // what is missing follows from that
	}
	p := l.pack(f)
	p.Words = fsys
	p.say, err = l.sentences(fsys)
	p.Sum = hex.EncodeToString(l.sum.Sum(nil)[:8])
	return p, l.problems, err
}

func read(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	i, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !i.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: not a plain file; remove it", name)
	}
	raw, err := capped.ReadAll(f, maxFile)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return raw, nil
}

// decode reads one file of the pack into a struct or a map, and reports whether
// it is TOML.
func (l *loader) decode(into any) bool {
	md, err := toml.Decode(strings.Join(l.lines, "\n"), into)
	if err != nil {
		line := 1
		var bad toml.ParseError
		if errors.As(err, &bad) {
			line = bad.Position.Line
		}
		l.add(line, "company.syntax", "error", strings.TrimPrefix(err.Error(), "toml: "))
		return false
	}
	if _, free := into.(*map[string]any); free {
		return true
	}
	for _, key := range md.Undecoded() {
		if len(key) > 1 && slices.ContainsFunc(md.Undecoded(), func(k toml.Key) bool { return len(k) < len(key) && slices.Equal(k, key[:len(k)]) }) {
			continue // it is said of the table that it stands in
		}
		l.add(l.line(key[len(key)-1]), "company.key", "key", key[len(key)-1], "near", text.Nearest(key[len(key)-1], keys()))
	}
	return true
}

// sentences reads say/<lang>.toml.
func (l *loader) sentences(fsys fs.FS) (map[string]map[string]string, error) {
	names, err := fs.Glob(fsys, "say/*.toml")
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]string{}
	for _, name := range names {
		raw, err := read(fsys, name)
		if err != nil {
			return nil, err
		}
		l.sum.Write(raw)
		in := newLoader(name, raw)
		var tree map[string]any
		in.decode(&tree)
		words := map[string]string{}
		in.flatten(words, "", tree)
		l.problems = append(l.problems, in.problems...)
		out[strings.TrimSuffix(path.Base(name), ".toml")] = words
	}
	return out, nil
}

func (l *loader) flatten(into map[string]string, prefix string, tree map[string]any) {
	for _, k := range slices.Sorted(maps.Keys(tree)) {
		switch v := tree[k].(type) {
		case string:
			into[prefix+k] = strings.TrimSpace(v)
		case map[string]any:
			l.flatten(into, prefix+k+".", v)
		default:
			l.add(l.line(k), "company.text", "key", k)
		}
	}
}

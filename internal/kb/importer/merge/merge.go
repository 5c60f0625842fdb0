// Package merge brings a page that was imported again together with documents that
// people have edited since: what the page changed and what they changed both stay,
// topic by topic; where both changed the same lines, theirs stay and it is said.
//
// It reads no page and writes no file. Every function is pure. Start reading at
// Document.
package merge

import (
	"regexp"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Document merges one document: base is what the last import made, ours what
// people made of it, theirs what the page gives now. kept names the topics in which
// the page's change was not taken, as people had changed or removed the same.
func Document(base, ours, theirs string) (text string, kept []string) {
	b, o, t := parted(base), parted(ours), parted(theirs)
	var out []section
	for _, s := range o {
		was, had := find(b, s.key)
		now, has := find(t, s.key)
		switch {
		case !has && had && was.text == s.text: // the page dropped what nobody touched
			continue
		case !has && had:
			kept = append(kept, s.title)
		case has && !had && now.text != s.text:
			kept = append(kept, s.title)
		case has && had:
			merged, ok := lines(was.text, s.text, now.text)
			if !ok {
				kept = append(kept, s.title)
			}
			s.text = merged
		}
		out = append(out, s)
	}
	for i, s := range t {
		_, had := find(b, s.key)
		if _, have := find(out, s.key); have || had {
			continue
		}
		at := len(out)
		if i > 0 {
			if k := slices.IndexFunc(out, func(x section) bool { return x.key == t[i-1].key }); k >= 0 {
				at = k + 1
			}
		}
		out = slices.Insert(out, at, s)
	}
	return joined(out), kept
}

// lines merges one section line by line; where both sides changed the same, ours
// stays and ok is false.
func lines(base, ours, theirs string) (text string, ok bool) {
	edits, ok := udiff.Merge(udiff.Lines(base, ours), udiff.Lines(base, theirs))
	if !ok {
		return ours, false
	}
	merged, err := udiff.Apply(base, edits)
	if err != nil {
		return ours, false
	}
	return merged, true
}

// section is a topic with its heading, or what stands before the first.
type section struct{ key, title, text string }

var idLine = regexp.MustCompile(`(?m)^id: *(\S+)`)

// parted cuts a document before its topics; a topic is known by its id, else by
// its title.
func parted(doc string) []section {
	var out []section
	for l := range strings.SplitAfterSeq(doc, "\n") {
		if strings.HasPrefix(l, "## ") || len(out) == 0 {
			title := strings.TrimSpace(strings.TrimPrefix(l, "## "))
			out = append(out, section{key: title, title: title})
		}
		out[len(out)-1].text += l
	}
	for i := range out {
		s := &out[i]
		s.text = strings.TrimRight(s.text, "\n") + "\n"
		if i == 0 && !strings.HasPrefix(s.text, "## ") {
			s.key = ""
			continue
		}
		if m := idLine.FindStringSubmatch(s.text); m != nil {
			s.key = m[1]
		}
	}
	return out
}

func find(list []section, key string) (section, bool) {
	if k := slices.IndexFunc(list, func(s section) bool { return s.key == key }); k >= 0 {
		return list[k], true
	}
	return section{}, false
}

func joined(list []section) string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = s.text
	}
	return strings.Join(texts, "\n")
}

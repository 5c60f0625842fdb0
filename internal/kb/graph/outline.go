package graph

import (
	"cmp"
	"fmt"
	"strings"

	"hotro/internal/kb"
)

// Outline renders the guide as indented text for a person to read: what the
// dialog has understood of the documents, node by node with its place.
func Outline(g *kb.Guide) string {
	var b strings.Builder
	for i, list := range [][]kb.Topic{g.Topics, g.Articles} {
		if i == 1 && len(list) > 0 {
			b.WriteString("\n# articles\n")
		}
		for _, t := range list {
			outlineTopic(&b, &t)
		}
	}
	if len(g.Uncovered) > 0 {
		b.WriteString("\n# known codes without a document\n")
	}
	for _, u := range g.Uncovered {
		fmt.Fprintf(&b, "%s (%d) %s\n", u.Code, u.Number, strings.Join(u.Labels, "; "))
	}
	fmt.Fprintf(&b, "\n%d topics, %d articles, %d known codes without a document\n", len(g.Topics), len(g.Articles), len(g.Uncovered))
	return b.String()
}

func outlineTopic(b *strings.Builder, t *kb.Topic) {
	fmt.Fprintf(b, "\n%s [%s] %s:%d\n", t.ID, t.Label, t.File, t.Line)
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(b, "  %s: %s\n", name, strings.ReplaceAll(text, "\n", " ⏎ "))
		}
	}
	line("title", t.Title)
	line("codes", strings.Join(t.Codes, " "))
	line("labels", strings.Join(t.Labels, "; "))
	line("remedy", t.Remedy)
	line("intro", t.Intro)
	outlineSteps(b, "  ", t.Steps)
	line("ask", t.Ask)
	for _, c := range t.Causes {
		fmt.Fprintf(b, "  %s %s", c.ID, c.Title)
		if c.Answer != "" {
			fmt.Fprintf(b, " [%s]", c.Answer)
		}
		if c.Other {
			b.WriteString(" (other)")
		}
		if c.Role != "" {
			fmt.Fprintf(b, " (%s)", c.Role)
		}
		b.WriteByte('\n')
		outlineSteps(b, "    ", c.Steps)
	}
}

func outlineSteps(b *strings.Builder, indent string, steps []kb.Step) {
	for _, s := range steps {
		fmt.Fprintf(b, "%s%s %s", indent, s.ID, s.Kind)
		if s.Role != "" {
			fmt.Fprintf(b, " role=%s", s.Role)
		}
		if s.Want != "" {
			fmt.Fprintf(b, " want=%s", s.Want)
		}
		if s.Wait > 0 {
			fmt.Fprintf(b, " wait=%s", s.Wait)
		}
		for _, l := range s.Links {
			fmt.Fprintf(b, " →%s", cmp.Or(l.Article, l.URL))
		}
		if s.Image != "" {
			fmt.Fprintf(b, " image=%s", s.Image)
		}
		fmt.Fprintf(b, ": %s\n", strings.ReplaceAll(s.Text, "\n", " ⏎ "))
		if s.After != "" {
			fmt.Fprintf(b, "%s  after: %s\n", indent, strings.ReplaceAll(s.After, "\n", " ⏎ "))
		}
	}
}

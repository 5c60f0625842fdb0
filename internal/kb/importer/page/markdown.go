package page

import (
	"bytes"
	"html"
	"sort"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	ghtml "github.com/yuin/goldmark/renderer/html"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"hotro/internal/kb/convention"
	"hotro/internal/pattern"
)

// fromMarkdown renders Markdown as HTML in which every block says on which line
// it stands.
func fromMarkdown(src string) string {
	src = dialects(src)
	md := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.DefinitionList, extension.Strikethrough),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(liner{}, 100))),
		goldmark.WithRendererOptions(ghtml.WithUnsafe()),
	)
	var b bytes.Buffer
	if err := md.Convert([]byte(src), &b); err != nil {
		return src // only a failing writer makes Convert fail
	}
	return b.String()
}

// liner gives every block the line it stands on.
type liner struct{}

// Transform implements parser.ASTTransformer.
func (liner) Transform(doc *ast.Document, r gtext.Reader, _ parser.Context) {
	var starts []int
	for i, c := range r.Source() {
		if c == '\n' {
			starts = append(starts, i)
		}
	}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Type() == ast.TypeBlock && n.Kind() != ast.KindDocument {
			if at, ok := offset(n); ok {
				n.SetAttributeString("data-line", strconv.Itoa(sort.SearchInts(starts, at)+1))
			}
		}
		return ast.WalkContinue, nil
	})
}

// offset finds where a node's text begins.
func offset(n ast.Node) (int, bool) {
	for c := n; c != nil; c = c.FirstChild() {
		if c.Type() == ast.TypeBlock && c.Lines() != nil && c.Lines().Len() > 0 {
			return c.Lines().At(0).Start, true
		}
		if t, ok := c.(*ast.Text); ok {
			return t.Segment.Start, true
		}
	}
	return 0, false
}

var (
	fence      = pattern.New("^ {0,3}(```|~~~)")
	colons     = pattern.New(`^\s*:{3,}\s*(\w*)\s*(?:\[([^\]]*)\]|\{[^}]*\})?\s*(.*)$`)
	bangs      = pattern.New(`^(\s*)(?:!!!|\?\?\?\+?)\s+([\w-]+)(?:\s+"([^"]*)")?\s*$`)
	contents   = pattern.New(`(?i)^\s*\[{1,2}_?toc_?\]{1,2}\s*$`)
	tab        = pattern.New(`^(\s*)===\+?!?\s+"([^"]*)"\s*$`)
	bookTab    = pattern.New(`^\s*\{%-?\s*(?:tab\s+(?:title=)?["']([^"']*)["'][^%]*|end-?tabs?\s*)-?%\}\s*$`)
	alert      = pattern.New(`^(\s*>\s*)\[!(\w+)\][-+]?\s*(.*)$`)
	hint       = pattern.New(`\{%.*?%\}|\{\{.*?\}\}`)
	anchor     = pattern.New(`\s*\{#[\w.:-]+[^{}]*\}`)
	moduleLine = pattern.New(`^(?:import|export) .*(?:from|=|\{)`)
)

// dialects rewrites what sites add to Markdown (":::note", "!!! note", tabs,
// "[!NOTE]") as Markdown, line by line, so that line numbers stay true.
func dialects(src string) string {
	lines := strings.Split(src, "\n")
	fenced := false
	var set indents
	for i, l := range lines {
		if fence.MatchString(strings.TrimPrefix(strings.TrimSpace(l), "> ")) {
			fenced = !fenced
		}
		l = hint.ReplaceAllString(l, "")
		if fenced {
			lines[i] = set.pulled(l)
			continue
		}
		lines[i] = set.line(l)
		if convention.IsCode(strings.TrimRight(lines[i], " ")) {
			// Of all blocks this one alone ends on its line, whatever stands around it.
			lines[i] = ownLine(i, codeLine, strings.TrimSpace(l))
		}
	}
	return strings.Join(lines, "\n")
}

// bookTabs makes elements of the lines that begin and end a tab in GitBook's Markdown,
// before what else is GitBook's own goes.
func bookTabs(src string) string {
	lines := strings.Split(src, "\n")
	fenced := false
	for i, l := range lines {
		if fence.MatchString(l) {
			fenced = !fenced
		}
		if m := bookTab.FindStringSubmatch(l); m != nil && !fenced {
			lines[i] = ownLine(i, tabLine, html.EscapeString(strings.TrimSpace(m[1])))
		}
	}
	return strings.Join(lines, "\n")
}

// ownLine makes an element of one line.
func ownLine(i int, class, text string) string {
	return `<pre data-line="` + strconv.Itoa(i+1) + `" class="` + class + `">` + text + "</pre>"
}

const (
	codeLine = "code-line" // marks a line that is an error code and nothing else
	tabLine  = "tab-line"  // marks a line that names a tab; an empty one ends it
)

// indents are the blocks open by indentation, and what stands before the lines
// inside them.
type indents struct {
	deep   int // columns that lines inside begin with; 0 for none
	prefix string
}

func (in *indents) line(l string) string {
	if m := bangs.FindStringSubmatch(l); m != nil {
		in.deep, in.prefix = len(m[1])+4, "> "
		return "> " + bold(orElse(m[3], m[2]))
	}
	if m := tab.FindStringSubmatch(l); m != nil {
		in.deep, in.prefix = len(m[1])+4, ""
		return bold(m[2])
	}
	l = in.pulled(l)
	switch m := colons.FindStringSubmatch(l); {
	case m != nil && m[1] == "":
		return ""
	case m != nil:
		return bold(orElse(orElse(m[2], m[3]), m[1]))
	case moduleLine.MatchString(l), contents.MatchString(l):
		return ""
	}
	if m := alert.FindStringSubmatch(l); m != nil {
		return m[1] + bold(orElse(m[3], m[2]))
	}
	return anchor.ReplaceAllString(l, "")
}

// pulled takes the indentation of an open block off a line.
func (in *indents) pulled(l string) string {
	if in.deep == 0 || strings.TrimSpace(l) == "" {
		if in.prefix != "" && in.deep > 0 {
			return strings.TrimSpace(in.prefix)
		}
		return l
	}
	if rest, ok := strings.CutPrefix(l, strings.Repeat(" ", in.deep)); ok {
		return in.prefix + rest
	}
	in.deep, in.prefix = 0, ""
	return l
}

func bold(s string) string { return "**" + strings.TrimSpace(strings.Trim(s, "*\"")) + "**" }

func orElse(a, b string) string {
	if strings.TrimSpace(a) != "" {
		return a
	}
	return b
}

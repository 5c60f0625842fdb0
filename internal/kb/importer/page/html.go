package page

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hotro/internal/pattern"
)

// withLines notes on every tag the line it stands on: the parser drops that.
func withLines(src string) string {
	var b bytes.Buffer
	line := 1
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.ErrorToken {
			b.Write(raw)
			return b.String()
		}
		if n := len(raw); (kind == html.StartTagToken || kind == html.SelfClosingTagToken) && n > 2 {
			end := n - 1
			if raw[end-1] == '/' {
				end--
			}
			b.Write(raw[:end])
			b.WriteString(` data-line="` + strconv.Itoa(line) + `"`)
			b.Write(raw[end:])
		} else {
			b.Write(raw)
		}
		line += bytes.Count(raw, []byte("\n"))
	}
}

// html reads an HTML page: the blocks of its main part, and what is left out.
func (p *Page) html(src string) {
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		p.Blocks = Lines(src, 1) // only a failing reader makes Parse fail
		return
	}
	w := &walker{page: p, line: 1, tabs: tabsOf(root)}
	main := mainPart(root)
	w.outside(root, main)
	w.kids(main)
	w.flush()
}

// mainPart returns the element that holds the page itself.
func mainPart(root *html.Node) *html.Node {
	body := find(root, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		return root
	}
	for _, is := range []func(*html.Node) bool{
		func(n *html.Node) bool { return n.DataAtom == atom.Article },
		func(n *html.Node) bool { return n.DataAtom == atom.Main || attr(n, "role") == "main" },
	} {
		var best *html.Node
		many := false
		for n := range body.Descendants() {
			if n.Type == html.ElementNode && is(n) && !within(n, best) {
				many = many || best != nil && 3*letters(best) > letters(n)
				if best == nil || letters(n) > letters(best) {
					best = n
				}
			}
		}
		if best != nil && !many && 3*letters(best) > letters(body) {
			return best
		}
	}
	return body
}

// within reports whether n lies in outer.
func within(n, outer *html.Node) bool {
	for a := n.Parent; a != nil && outer != nil; a = a.Parent {
		if a == outer {
			return true
		}
	}
	return false
}

func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && is(d) {
			return d
		}
	}
	return nil
}

// letters measures how much there is to read below a node.
func letters(n *html.Node) int {
	if noText(n) || siteTag(n) {
		return 0
	}
	if n.Type == html.TextNode {
		return len(strings.TrimSpace(n.Data))
	}
	sum := 0
	for c := range n.ChildNodes() {
		sum += letters(c)
	}
	return sum
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// noText reports whether an element holds nothing that is read.
func noText(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Svg, atom.Noscript, atom.Iframe, atom.Canvas, atom.Object, atom.Meta, atom.Link, atom.Input, atom.Select, atom.Textarea, atom.Audio, atom.Video, atom.Math:
		return true
	}
	return false
}

// What the classes, ids and roles of a site's own furniture are made of.
var (
	siteClass = pattern.New(`(?i)(?:^|[\s_-])(?:bread-?crumbs?|nav|navbar|top-?bar|crumb|navigation|side-?bar|menu|footer|site-?header|cookies?|consent|gdpr|feedback|helpful|was-?this|vote|votes|voting|rating|share|sharing|social|related|toc|table-?of-?contents|paginat\w*|pager|prev-?next|comments?|subscribe|newsletter|banner|skip-?(?:link|to)?|search|modal|popup|chat-?widget|recommend\w*|advert\w*|ads|promo|author|byline|meta|last-?(?:updated|modified)|date|edit-?(?:link|page)|copyright)(?:$|[\s_-])`)
	siteRole  = []string{"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu", "menubar"}
	noteClass = pattern.New(`(?i)(?:^|[\s_-])(?:note|notes|warning|tip|info|alert|callout|admonition|hint|important|caution|luu-?y)(?:$|[\s_-])`)
	foldClass = pattern.New(`(?i)(?:accordion|collapse|faq|toggle|question)[\w-]*(?:title|header|heading|button|toggle|trigger|question|head|label)|(?:^|[\s_-])(?:faq-?q|question|accordion)(?:$|[\s_-])`)
)

// siteTag reports whether an element is furniture by what it is.
func siteTag(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Form, atom.Dialog:
		return true
	case atom.Header:
		return find(n, func(c *html.Node) bool { return c.DataAtom == atom.H1 }) == nil
	case atom.Aside:
		return !noteClass.MatchString(attr(n, "class"))
	}
	return slices.Contains(siteRole, attr(n, "role"))
}

// furniture reports whether an element belongs to the site, not to the page.
func furniture(n *html.Node) bool {
	if n.Type != html.ElementNode || n.DataAtom == atom.Body || n.DataAtom == atom.Html {
		return false
	}
	if siteTag(n) {
		return true
	}
	if n.DataAtom == atom.Button {
		return attr(n, "aria-expanded") == "" && attr(n, "aria-controls") == "" && !foldClass.MatchString(attr(n, "class"))
	}
	if links(n) || unseenText(n) {
		return true
	}
	named := attr(n, "class") + " " + attr(n, "id")
	return siteClass.MatchString(named) && !foldClass.MatchString(named) && letters(n) < 2000 &&
		find(n, func(c *html.Node) bool { return c.DataAtom == atom.H1 || c.DataAtom == atom.Article }) == nil
}

// links reports whether an element holds links of the site and nothing else.
func links(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Td, atom.Div, atom.Ul, atom.P, atom.Section:
	default:
		return false
	}
	count, linked := 0, 0
	for d := range n.Descendants() {
		switch {
		case d.DataAtom == atom.A && attr(d, "href") != "" && !strings.HasPrefix(attr(d, "href"), "#"):
			count++
			linked += letters(d)
		case d.Type == html.ElementNode && (d.DataAtom == atom.Strong || d.DataAtom == atom.Table || len(d.Data) == 2 && d.Data[0] == 'h' && d.Data[1] < '9'):
			return false
		}
	}
	return count > 2 && 10*linked >= 9*letters(n)
}

// unseenText reports whether an element is hidden and holds nothing that could be
// opened: words alone.
func unseenText(n *html.Node) bool {
	return strings.Contains(strings.ReplaceAll(attr(n, "style"), " ", ""), "display:none") &&
		find(n, func(c *html.Node) bool { return !inline(c) }) == nil
}

// outside notes what stands around the main part: the file's title becomes the
// page's, the rest is the site's.
func (w *walker) outside(root, main *html.Node) {
	for c := range root.ChildNodes() {
		switch {
		case c == main:
		case c.DataAtom == atom.Title:
			if t := squeeze(words(c)); w.page.Title == "" {
				w.page.Title = t
			} else {
				w.leave(c, t, Site)
			}
		case within(main, c):
			w.outside(c, main)
		case c.DataAtom == atom.Head:
			w.outside(c, main)
		case c.Type == html.CommentNode:
			w.leave(c, c.Data, Hidden)
		case c.Type == html.TextNode:
			w.leave(c, c.Data, Site)
		default:
			w.remark(c)
			w.leave(c, words(c), Site)
		}
	}
}

// remark notes the comments below a node that is left out.
func (w *walker) remark(n *html.Node) {
	for d := range n.Descendants() {
		if d.Type == html.CommentNode {
			w.leave(d, d.Data, Hidden)
		}
	}
}

// leave notes a text that is left out.
func (w *walker) leave(n *html.Node, s string, why Why) {
	w.at(n)
	if s = squeeze(s); s != "" {
		w.page.Left = append(w.page.Left, Left{w.line, s, why})
	}
}

// words is the text below a node, its pieces apart.
func words(n *html.Node) string {
	if noText(n) {
		return ""
	}
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(words(c))
		if c.Type == html.ElementNode && !inline(c) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

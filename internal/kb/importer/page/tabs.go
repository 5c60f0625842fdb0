package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"hotro/internal/pattern"
)

// What the classes of a bar of tabs, of a tab in it, and of a panel are made of.
var (
	barClass   = pattern.New(`(?i)(?:^|\s)(?:nav-tabs|nav-pills|tabbed-labels|tab-?list|tabs?-nav|tabs?__(?:list|nav))(?:$|\s)`)
	tabClass   = pattern.New(`(?i)(?:^|\s)(?:(?:sd-)?tab-(?:label|link|title|button|header)|tabs?__(?:tab|link|label))(?:$|\s)`)
	panelClass = pattern.New(`(?i)(?:^|\s)(?:tab-?pane|tab-?panel|tabs?__pane|tabs?__panel|tabbed-block|sd-tab-content)(?:$|\s)`)
)

// tabs are the panels of which a reader sees one at a time, with their names, and the
// bars that those stand in.
type tabs struct {
	names map[*html.Node]string // of panels
	bars  map[*html.Node]bool   // whose every name is a panel's
}

// tabName is a name in a bar and the id of its panel, where it has one.
type tabName struct {
	name, id, panel string
	bar             *html.Node
}

// tabsOf finds the tabs of a page: panels take the names that point at them, or that they
// point at, else those of the bar before them in turn.
func tabsOf(root *html.Node) tabs {
	t := tabs{map[*html.Node]string{}, map[*html.Node]bool{}}
	var open []tabName // not given to a panel yet
	take := func(is func(tabName) bool) (tabName, bool) {
		for i, x := range open {
			if is(x) {
				open = append(open[:i:i], open[i+1:]...)
				return x, true
			}
		}
		return tabName{}, false
	}
	left := map[*html.Node]int{}
	for n := range root.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case isPanel(n):
			x, ok := take(func(x tabName) bool {
				return x.panel != "" && x.panel == attr(n, "id") || x.id != "" && x.id == attr(n, "aria-labelledby")
			})
			if !ok {
				x, ok = take(func(x tabName) bool { return x.panel == "" })
			}
			if ok && ownTitle(n) == "" {
				t.names[n] = x.name
				left[x.bar]--
			}
		case isTab(n):
			if name := squeeze(words(n)); name != "" {
				b := barOf(n)
				left[b]++
				open = append(open, tabName{name, attr(n, "id"), panelOf(n), b})
			}
		}
	}
	for b, n := range left {
		if n == 0 && b != nil {
			t.bars[b] = true
		}
	}
	return t
}

func isPanel(n *html.Node) bool {
	return attr(n, "role") == "tabpanel" || panelClass.MatchString(attr(n, "class"))
}

// isTab reports whether an element is the name of one panel.
func isTab(n *html.Node) bool {
	switch {
	case attr(n, "role") == "tab", tabClass.MatchString(attr(n, "class")):
		return find(n, func(c *html.Node) bool { return attr(c, "role") == "tab" || tabClass.MatchString(attr(c, "class")) }) == nil
	case n.DataAtom == atom.A || n.DataAtom == atom.Button || n.DataAtom == atom.Label:
		b := barOf(n)
		return b != nil && attr(b, "role") == "" && !within(n, tabAround(n))
	}
	return false
}

// tabAround returns the tab that an element stands in.
func tabAround(n *html.Node) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if attr(p, "role") == "tab" || tabClass.MatchString(attr(p, "class")) {
			return p
		}
	}
	return nil
}

// panelOf returns the id of the panel that a tab opens, "" where it says none.
func panelOf(n *html.Node) string {
	look := func(c *html.Node) string {
		for _, key := range []string{"aria-controls", "data-bs-target", "data-target", "href"} {
			if v := attr(c, key); v != "" && (key == "aria-controls" || strings.HasPrefix(v, "#") && len(v) > 1) {
				return strings.TrimPrefix(v, "#")
			}
		}
		return ""
	}
	id := look(n)
	if id == "" {
		if a := find(n, func(c *html.Node) bool { return look(c) != "" }); a != nil {
			id = look(a)
		}
	}
	return id
}

// barOf returns the outermost element around a tab that holds the bar's names alone.
func barOf(n *html.Node) *html.Node {
	var bar *html.Node
	for p := n.Parent; p != nil; p = p.Parent {
		if attr(p, "role") == "tablist" || barClass.MatchString(attr(p, "class")) {
			bar = p
		} else if bar != nil && p.DataAtom == atom.Nav && squeeze(words(p)) == squeeze(words(bar)) {
			bar = p
		}
	}
	return bar
}

// ownTitle is the heading that a panel begins with.
func ownTitle(n *html.Node) string {
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return ""
		case isHeading(c):
			return squeeze(words(c))
		}
	}
	return ""
}

func isHeading(n *html.Node) bool {
	return n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6'
}

// panel reads what is under the name of a tab as what stands under a heading: right
// below the one that is open, and over those that are in it. It reports false for
// a panel whose own headings are as high as that.
func (w *walker) panel(n *html.Node) bool {
	level := headingMax + 1 + w.folds
	least := level
	for c := range n.Descendants() {
		if isHeading(c) {
			least = min(least, int(c.Data[1]-'0'))
		}
	}
	if least < level {
		if w.last == 0 || least <= w.last {
			return false
		}
		level = w.last + 1
		w.shift += max(0, level+1-least)
		defer func(was int) { w.shift = was }(w.shift - max(0, level+1-least))
	}
	was := w.last
	w.add(Block{Kind: Heading, Level: level, Text: w.tabs.names[n], Marker: Tab})
	w.folds++
	w.kids(n)
	w.flush()
	w.folds--
	w.add(Block{Kind: End, Level: level})
	w.last = was
	return true
}

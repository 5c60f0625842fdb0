package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// fold reads what opens below its summary. Headings in it stand below the summary, however
// high the page has set them.
func (w *walker) fold(n *html.Node) {
	level, least := w.last+1, headingMax+1
	for c := range n.Descendants() {
		if isHeading(c) && (c.Parent == nil || c.Parent.DataAtom != atom.Summary) {
			least = min(least, int(c.Data[1]-'0'))
		}
	}
	if least > headingMax || w.last == 0 || level >= headingMax {
		w.folds++
		w.kids(n)
		w.flush()
		w.add(Block{Kind: End, Level: headingMax + w.folds})
		w.folds--
		return
	}
	last, shift, summary := w.last, w.shift, w.summary
	w.summary, w.shift = level, max(0, level+1-least)
	w.kids(n)
	w.flush()
	w.add(Block{Kind: End, Level: level})
	w.last, w.shift, w.summary = last, shift, summary
}

// summed reads the summary of a fold that has headings in it.
func (w *walker) summed(n *html.Node) {
	shift := w.shift
	w.shift = 0
	w.heading(n, w.summary)
	w.shift, w.summary = shift, 0
}

// tabbed marks the heading that was just read as the name of a tab.
func (w *walker) tabbed() {
	list := w.page.Blocks
	if w.sub {
		list = w.out
	}
	if k := len(list) - 1; k >= 0 && list[k].Kind == Heading {
		list[k].Marker = Tab
	}
}

package console

import (
	"context"
	"strconv"

	"hotro/internal/funnel"
	"hotro/internal/web/ui"
)

// Funnel tells how far users get with each step of the guide.
type Funnel interface {
	Rows(ctx context.Context) ([]funnel.Row, error)
}

type funnelView struct {
	funnel.Row
	Step   ui.HTML
	Source string
	Top    int  // the most that any step of the topic was shown
	First  bool // of its topic
}

func funnelRows(words ui.Words, rows []funnel.Row) []funnelView {
	top := map[string]int{}
	for _, r := range rows {
		top[r.Topic] = max(top[r.Topic], r.Reached)
	}
	out := make([]funnelView, 0, len(rows))
	for i, r := range rows {
		v := funnelView{Row: r, Step: ui.Markup(r.Text), Top: max(top[r.Topic], 1), First: i == 0 || rows[i-1].Topic != r.Topic}
		if r.File != "" {
			v.Source = r.File + ":" + strconv.Itoa(r.Line)
		}
		if r.Topic == "" {
			v.Topic = words.T("desk.no_topic")
		}
		out = append(out, v)
	}
	return out
}

package visitor

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"hotro/internal/budget"
	"hotro/internal/channels/webchat"
	"hotro/internal/web/live"
)

// heartbeat keeps streams open through proxies that close quiet ones.
const heartbeat = 20 * time.Second

// events streams the conversation: "line" for each new or edited line,
// "status" when somebody else answers, "typing". An event's id is the cursor
// to reconnect with, as Last-Event-ID or ?after.
func (p *Page) events(w http.ResponseWriter, r *http.Request) {
	id, framed := p.known(r)
	if id == "" {
		w.WriteHeader(http.StatusNoContent) // tells the browser not to reconnect
		return
	}
	leave, err := p.mayFollow(r, id)
	if err != nil { // the page asks for its lines instead, and tries again
		w.Header().Set("Retry-After", "30")
		status, _, _ := explain(err)
		http.Error(w, http.StatusText(status), status)
		return
	}
	defer leave()
	who := viewer{Words: p.Renderer.Page(w, r).Words, id: id, framed: framed}
	sub := p.Feed.Subscribe(webchat.Address(id).String())
	defer sub.Close()
	out, err := live.Open(w)
	if err != nil {
		return // the reader is gone
	}
	after := cursor(r.Header.Get("Last-Event-ID"))
	if after == 0 {
		after = cursor(r.URL.Query().Get("after"))
	}
	f := &follower{page: p, out: out, who: who, cursor: after, known: after, shown: map[int64]string{}}
	if err := f.follow(r.Context(), sub); err != nil && r.Context().Err() == nil {
		p.Log.Debug("chat page: event stream ended", "err", err)
	}
}

// mayFollow takes a place for a stream, which leave gives back.
func (p *Page) mayFollow(r *http.Request, id string) (leave func(), err error) {
	leave, ok := p.following.Enter(p.Proxies.Client(r), id)
	if !ok {
		p.Refused("chat", "streams")
		return nil, errSlow{30 * time.Second}
	}
	if err := p.spend(r, budget.Streams, id, 1); err != nil {
		leave()
		return nil, err
	}
	return leave, nil
}

// follower is one open stream.
type follower struct {
	page   *Page
	out    *live.Stream
	who    viewer
	cursor int64            // the cursor the reader will reconnect with
	known  int64            // what the reader had when it connected
	shown  map[int64]string // line → what it said as sent on this stream
	status *status
}

func (f *follower) follow(ctx context.Context, sub *live.Sub) error {
	if err := f.send(ctx); err != nil {
		return err
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return nil
		case <-f.page.Feed.Done():
			return nil
		case <-beat.C:
			err = f.out.Ping()
		case <-sub.Woken():
			changed, typing := sub.Take()
			if typing {
				err = f.out.Send("typing", "", f.status)
			}
			if err == nil && len(changed) > 0 {
				err = f.send(ctx)
			}
		}
		if err != nil {
			return err
		}
	}
}

// send sends what the reader has not got.
func (f *follower) send(ctx context.Context) error {
	t, err := f.page.read(ctx, f.who, f.cursor)
	if err != nil {
		return err
	}
	for _, l := range t.Lines {
		was, sent := f.shown[l.Seq]
		now := string(l.Body) + l.Sign
		have := sent && was == now || !sent && l.Seq <= f.known && !l.Edited && l.Sign == ""
		f.shown[l.Seq] = now
		if have {
			continue
		}
		if err := f.out.Send("line", strconv.FormatInt(min(l.Seq, t.Cursor), 10), l); err != nil {
			return err
		}
	}
	if f.status == nil || *f.status != t.Status {
		f.status = &t.Status
		if err := f.out.Send("status", "", t.Status); err != nil {
			return err
		}
	}
	f.cursor = t.Cursor
	return nil
}

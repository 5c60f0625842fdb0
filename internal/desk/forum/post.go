package forum

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"hotro/internal/channels"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
)

// maxTogether bounds the pieces of one message; Telegram draws about a
// hundred looks.
const maxTogether = 40

// show finds the next message to the topic; nil when all there is to show is
// shown. Pieces with nothing to send are passed on the way.
func (s *round) show(ctx context.Context) (*step, error) {
	all, err := s.pieces(ctx)
	if err != nil {
		return nil, err
	}
	for len(all) > 0 && all[0].silent() {
		all[0].done(s.v, "")
		all = all[1:]
	}
	last := -1 // the last piece that is worth a message
	for i, p := range all {
		if !p.silent() && !p.quiet {
			last = i
		}
	}
	if last < 0 {
		return nil, nil
	}
	group := together(all[:last+1])
	urgent := slices.ContainsFunc(group, func(p piece) bool { return p.urgent })
	return &step{
		name: "show", urgent: urgent, words: true, skip: func() { s.refused(group) },
		do: func(ctx context.Context) ([]store.Ref, error) {
			id, err := s.send(ctx, group)
			if err != nil {
				return nil, err
			}
			return s.shown(group, id), nil
		},
	}, nil
}

// together takes the pieces at the front that one message, or one album, can
// hold.
func together(all []piece) []piece {
	if len(all[0].files) > 0 {
		return album(all)
	}
	n, size, loud := 0, 0, false
	for _, p := range all {
		size += units(p.label) + units(p.text) + 2
		if n > 0 && (len(p.files) > 0 || (p.reply != "" && loud) || size > maxText || n >= maxTogether) {
			break
		}
		n++
		loud = loud || !p.quiet && !p.silent()
	}
	return all[:n]
}

// album takes the photos and videos at the front that were sent as one album:
// the same way, at most ten. Telegram's own files only, for they need no
// upload.
func album(all []piece) []piece {
	n := 0
	for n < len(all) && n < 10 && all[n].album != "" && all[n].album == all[0].album && albumable(all[n]) {
		n++
	}
	return all[:max(n, 1)]
}

func albumable(p piece) bool {
	return len(p.files) == 1 && p.files[0].Channel == chat.Telegram && p.files[0].Ref != "" &&
		(p.files[0].Kind == chat.FilePhoto || p.files[0].Kind == chat.FileVideo)
}

// send sends pieces that go together and returns the ids of their messages:
// one for each item of an album, else one for all.
func (s *round) send(ctx context.Context, group []piece) ([]string, error) {
	switch first := group[0]; {
	case len(first.files) == 0:
		id, err := s.say(ctx, s.v.Thread, s.compose(group))
		return []string{id}, err
	case len(group) > 1:
		return s.sendAlbum(ctx, group)
	default:
		id, err := s.API.Send(ctx, s.at(s.v.Thread), chat.Reply{
			Text: caption(first), Verbatim: true, Files: first.files, ReplyTo: first.reply,
		})
		return []string{id}, err
	}
}

// compose joins pieces to one text with looks instead of markup: a user's
// words stay as they are.
func (s *round) compose(group []piece) map[string]string {
	var r runs
	for _, p := range group {
		if p.silent() {
			continue
		}
		if r.n > 0 {
			r.add("\n", "")
		}
		if p.label != "" {
			r.add(p.label, "bold")
			r.add(" ", "")
		}
		look := ""
		if p.dim {
			look = "italic"
		}
		r.add(p.text, look)
	}
	params := map[string]string{}
	r.put(params)
	for _, p := range group { // at most one of them answers something
		if p.reply != "" {
			params["reply_parameters"] = replyTo(p.reply)
		}
	}
	return params
}

func replyTo(message string) string {
	id, _ := strconv.ParseInt(message, 10, 64)
	return fmt.Sprintf(`{"message_id":%d,"allow_sending_without_reply":true}`, id)
}

func caption(p piece) string {
	if p.label == "" || p.text == "" {
		return p.label + p.text
	}
	return p.label + " " + p.text
}

func (s *round) sendAlbum(ctx context.Context, group []piece) ([]string, error) {
	type media struct {
		Type    string `json:"type"`
		Media   string `json:"media"`
		Caption string `json:"caption,omitempty"`
	}
	var items []media
	for _, p := range group {
		items = append(items, media{string(p.files[0].Kind), p.files[0].Ref, caption(p)})
	}
	params := map[string]string{"message_thread_id": s.v.Thread, "media": encode(items)}
	if reply := group[0].reply; reply != "" {
		params["reply_parameters"] = replyTo(reply)
	}
	var sent []struct {
		ID     int64 `json:"message_id"`
		Thread int64 `json:"message_thread_id"`
	}
	if err := s.call(ctx, "sendMediaGroup", params, &sent); err != nil {
		return nil, err
	}
	if len(sent) > 0 && sent[0].Thread != 0 && strconv.FormatInt(sent[0].Thread, 10) != s.v.Thread {
		return nil, &channels.Failure{Class: channels.Refused, Err: fmt.Errorf("sendMediaGroup: %w", errStray)}
	}
	if len(sent) != len(group) {
		return nil, &channels.Failure{Class: channels.Unknown, Err: fmt.Errorf("sendMediaGroup: album of %d came out as %d", len(group), len(sent))}
	}
	ids := make([]string, len(sent))
	for i, m := range sent {
		ids[i] = strconv.FormatInt(m.ID, 10)
	}
	return ids, nil
}

// shown moves the cursors behind what was sent. A message that holds several
// lines leads back to the last line of the user's in it.
func (s *round) shown(group []piece, ids []string) []store.Ref {
	var refs []store.Ref
	for i, p := range group {
		id := ids[min(i, len(ids)-1)]
		if p.silent() {
			p.done(s.v, "")
			continue
		}
		p.done(s.v, id)
		if p.seq == 0 {
			continue
		}
		ref := store.Ref{Scope: "desk", ID: id, Seq: p.seq}
		if n := len(refs); n > 0 && refs[n-1].ID == id {
			if p.urgent || !group[i-1].urgent {
				refs[n-1] = ref
			}
			continue
		}
		refs = append(refs, ref)
	}
	return refs
}

// refused deals with pieces that Telegram will not show: the first time a
// word stands in for the first of them, the second time it is passed.
func (s *round) refused(group []piece) {
	first := group[0]
	if first.seq != 0 && s.v.Bad == 0 {
		s.v.Bad++
		return
	}
	first.done(s.v, "")
}

// since is when the present state of the ticket began.
func (s *round) since() time.Time {
	if !s.t.Open() {
		return s.t.Ended
	}
	return desk.Since(*s.t)
}

// waited says how long the user had waited at a moment.
func (s *round) waited(at time.Time) string { return s.Desk.Span(at.Sub(s.t.Opened)) }

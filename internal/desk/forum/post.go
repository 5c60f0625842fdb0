package forum

import (
	"context"
	"slices"
	"strings"
	"time"

	"hotro/internal/channels"
	"hotro/internal/channels/telegram"
	"hotro/internal/chat"
	"hotro/internal/desk"
	"hotro/internal/store"
)

// maxTogether bounds the pieces of one message; Telegram renders about a
// hundred entities.
const maxTogether = 40

// show finds the next message for the topic; nil when everything is shown.
// Pieces with nothing to send are passed on the way.
func (s *reconciler) show(ctx context.Context) (*step, error) {
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
	group := s.form(together(all[:last+1]))
	urgent := slices.ContainsFunc(group, func(p piece) bool { return p.urgent })
	return &step{
		name: "show", urgent: urgent, words: true, files: len(group[0].files) > 0, skip: func() { s.refused(group) },
		do: func(ctx context.Context) ([]store.Ref, error) {
			ids, err := s.send(ctx, group)
			if err != nil {
				return nil, err
			}
			s.v.taken()
			refs := s.shown(group, ids)
			if !urgent { // none of the user's words
				return refs, s.inGeneral(ctx, ids...)
			}
			return refs, s.owned(ctx, ids...)
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
		size += channels.Units(p.label) + channels.Units(p.text) + 2
		if n > 0 && (len(p.files) > 0 || (p.reply != "" && loud) || size > telegram.MaxText || n >= maxTogether) {
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
	for n < len(all) && n < telegram.MaxAlbum && all[n].album != "" && all[n].album == all[0].album && albumable(all[n]) {
		n++
	}
	return all[:max(n, 1)]
}

func albumable(p piece) bool {
	return len(p.files) == 1 && telegram.InAlbum(p.files[0])
}

// send sends pieces that go together and returns the ids of their messages:
// one for each item of an album, else one for all.
func (s *reconciler) send(ctx context.Context, group []piece) ([]string, error) {
	group = s.titled(group)
	switch first := group[0]; {
	case len(first.files) == 0:
		id, err := s.Bot.Post(ctx, s.at(s.v.Thread), compose(group))
		return []string{id}, err
	case len(group) > 1:
		return s.sendAlbum(ctx, group)
	default:
		id, err := s.Bot.Send(ctx, s.at(s.v.Thread), chat.Reply{
			Text: caption(first), Verbatim: true, Files: first.files, ReplyTo: first.reply, Silent: !first.loud,
		})
		return []string{id}, err
	}
}

// compose joins pieces into one text with entities instead of markup: a user's
// words stay as they are. What the bot said stands behind them, folded.
func compose(group []piece) telegram.Message {
	var text telegram.RichText
	var folded []string
	answers, loud, dull := "", false, false // at most one of them answers something
	for _, p := range group {
		loud, dull = loud || p.loud, dull || p.dull
		if p.reply != "" {
			answers = p.reply
		}
		switch {
		case p.silent():
		case p.quiet:
			folded = append(folded, strings.TrimSpace(p.label+" "+p.text))
		default:
			addPiece(&text, p)
		}
	}
	if len(folded) > 0 {
		look := telegram.Folded
		if dull {
			look = telegram.Plain
		}
		separate(&text)
		text.Add(strings.Join(folded, "\n"), look)
	}
	m := text.Message()
	m.ReplyTo, m.Silent = answers, !loud
	return m
}

func separate(text *telegram.RichText) {
	if !text.Empty() {
		text.Add("\n", telegram.Plain)
	}
}

func addPiece(text *telegram.RichText, p piece) {
	separate(text)
	bold := telegram.Bold
	if p.dull {
		bold = telegram.Plain
	}
	if p.label != "" {
		text.Add(p.label, bold)
		text.Add(" ", telegram.Plain)
	}
	text.Add(p.text, telegram.Plain)
	if user, ok := strings.CutPrefix(p.calls.Staff, chat.Telegram+":"); ok && !p.dull {
		text.Add(" ", telegram.Plain)
		text.Mention(p.calls.Name, user)
	} else if p.calls.Name != "" {
		text.Add(" "+p.calls.Name, telegram.Plain)
	}
}

func caption(p piece) string {
	if p.label == "" || p.text == "" {
		return p.label + p.text
	}
	return p.label + " " + p.text
}

func (s *reconciler) sendAlbum(ctx context.Context, group []piece) ([]string, error) {
	var items []telegram.AlbumItem
	for _, p := range group {
		items = append(items, telegram.AlbumItem{File: p.files[0], Caption: caption(p)})
	}
	return s.Bot.PostAlbum(ctx, s.at(s.v.Thread), group[0].reply, !group[0].loud, items...)
}

// shown moves the cursors past what was sent. A message that holds several
// lines maps to the user's last line in it.
func (s *reconciler) shown(group []piece, ids []string) []store.Ref {
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

// form makes of pieces that go together what Telegram may still take, after it
// refused them.
func (s *reconciler) form(group []piece) []piece {
	if s.v.Most > 0 && len(group) > s.v.Most {
		group = group[:s.v.Most]
	}
	for i := range group {
		if s.v.Bare {
			group[i].reply = ""
		}
		group[i].dull = s.v.Dull
	}
	return group
}

// refused deals with pieces that Telegram will not show: ornaments go first,
// then half of the pieces, until one stands alone; for that one a word stands
// in, and only when that is refused too is it passed.
func (s *reconciler) refused(group []piece) {
	v, first := s.v, group[0]
	switch {
	case !v.Bare && slices.ContainsFunc(group, func(p piece) bool { return p.reply != "" }):
		v.Bare = true
	case len(group) > 1:
		v.Most = (len(group) + 1) / 2
	case !v.Dull && len(first.files) == 0 && (first.label != "" || first.quiet || first.calls.Name != ""):
		v.Dull = true
	case first.seq != 0 && v.Bad == 0:
		v.Bad++
	default:
		first.done(v, "")
		v.taken()
	}
}

// since is when the ticket's current state began.
func (s *ticketLook) since() time.Time {
	if !s.t.Open() {
		return s.t.Ended
	}
	return desk.Since(*s.t)
}

// waited says how long the user had waited at a moment.
func (s *ticketLook) waited(at time.Time) string { return s.Format.Span(at.Sub(s.t.Opened)) }

package bot

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"hotro/internal/chat"
	"hotro/internal/dialog"
)

// Reading a picture takes seconds, and behind those of others minutes. A turn
// waits for it beside the workers, and no longer than a user does: Patience.
// What is read after the answer comes in as an arrival of its own, so that it
// is in the store before anybody acts on it.

// Bounds on the reading of pictures.
const (
	longestWait = 25 * time.Second // of a turn: it has to be over in maxTurn
	lateFor     = 5 * time.Minute  // how long a picture is read for whom an answer went out
	lateLook    = time.Minute      // how often it is looked whether somebody still reads it
	mostLate    = 10               // pictures of one conversation
)

// sights are the pictures being read in this process.
type sights struct {
	mu   sync.Mutex
	now  map[string]*sight // by conversation and arrival
	over bool              // the program stops: nothing begins any more
	wg   sync.WaitGroup
}

// sight is one picture being read.
type sight struct {
	done   chan struct{} // closed when it is read; text and broke are set
	text   string
	broke  any  // what the reader panicked with
	late   bool // nobody waits: the reading is to come in by itself
	cancel context.CancelFunc
}

// look has a picture read, once at a time.
func (b *Bot) look(ctx context.Context, in chat.Incoming) *sight {
	s := &b.sights
	s.mu.Lock()
	defer s.mu.Unlock()
	key := in.From.String() + " " + in.ID
	if one := s.now[key]; one != nil {
		return one
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lateFor)
	one := &sight{done: make(chan struct{}), cancel: cancel}
	if s.over {
		cancel()
		close(one.done)
		return one
	}
	s.now[key] = one
	s.wg.Go(func() {
		defer cancel()
		one.read(func() string { return b.Images.ReadImage(ctx, in.From.String(), in.Files[0]) })
		s.mu.Lock()
		delete(s.now, key)
		close(one.done)
		send := one.late && !s.over
		s.mu.Unlock()
		if send {
			b.sendSeen(ctx, in, one)
		}
	})
	return one
}

// read takes a panic of the reader for its answer.
func (s *sight) read(read func() string) {
	defer func() {
		if p := recover(); p != nil {
			s.broke = fmt.Sprintf("%v%s", p, stack())
		}
	}()
	s.text = read()
}

// stop ends what is being read, and waits for it. It is read again after the
// next start.
func (s *sights) stop() {
	s.mu.Lock()
	s.over = true
	for _, one := range s.now {
		one.cancel()
	}
	s.mu.Unlock()
	s.wg.Wait()
}

// leave stops waiting; it reports false when the picture is read by now.
func (s *sights) leave(one *sight) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-one.done:
		return false
	default:
		one.late = true
		return true
	}
}

// sendSeen stores what was read after the answer.
func (b *Bot) sendSeen(ctx context.Context, in chat.Incoming, one *sight) {
	if one.broke != nil {
		b.Log.Error("a picture broke its reader", "conv", in.From.String(), "panic", one.broke)
	}
	seen := chat.Incoming{ID: "seen:" + in.ID, From: in.From, User: in.User, Kind: chat.KindSeen, Data: in.ID, Text: one.text, At: b.Now()}
	if err := b.Accept(context.WithoutCancel(ctx), seen); err != nil {
		b.Log.Warn("what a picture shows could not be stored; it is read again", "conv", in.From.String(), "err", err)
	}
}

func isPicture(in chat.Incoming) bool {
	if len(in.Files) == 0 {
		return false
	}
	f := in.Files[0]
	return in.Kind == chat.KindPhoto || in.Kind == chat.KindFile && (strings.HasPrefix(f.MIME, "image/") || pictureName(f.Name))
}

// pictureName reports whether a file is named as a picture: some phones send
// one without saying what it is.
func pictureName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".webp", ".gif", ".heic", ".heif":
		return true
	}
	return false
}

// readPictures reads the pictures among some lines, at most as long as a user
// waits for all of them. Those that take longer are kept, to be come back to.
func (t enrichment) readPictures(ctx context.Context, lines []dialog.Line) {
	var looks []*sight
	for i := range lines {
		l := &lines[i]
		if !isPicture(l.Incoming) || t.Images == nil {
			looks = append(looks, nil)
			continue
		}
		l.Kind = chat.KindPhoto // a screenshot sent as a file is one too
		t.waits(ctx)
		if t.Patience == 0 {
			l.Seen = t.Images.ReadImage(ctx, t.conv, l.Files[0])
			looks = append(looks, nil)
			continue
		}
		looks = append(looks, t.look(ctx, l.Incoming))
	}
	patience := time.NewTimer(t.Patience)
	defer patience.Stop()
	for i, one := range looks {
		if one == nil {
			continue
		}
		select {
		case <-one.done:
		case <-ctx.Done():
		case <-patience.C:
			patience.Reset(0) // for the others, too
		}
		if t.sights.leave(one) {
			lines[i].Later = true
			t.keepPicture(lines[i].Incoming)
			continue
		}
		if one.broke != nil {
			panic(one.broke)
		}
		lines[i].Seen = one.text
	}
}

// keepPicture notes that a picture is still being read.
func (t enrichment) keepPicture(in chat.Incoming) {
	p := chat.Picture{ID: in.ID, File: in.Files[0], Until: t.r.Now.Add(lateFor)}
	all := append(t.r.Conv.Pictures, p)
	t.r.Conv.Pictures = all[max(0, len(all)-mostLate):]
	t.r.Wake(timerPicture, t.r.Now.Add(lateLook), 0)
}

// seen takes what was read after the answer; of a picture that nobody waits
// for, nothing.
func (t intake) seen(a chat.Incoming) []dialog.Line {
	n := len(t.r.Conv.Pictures)
	t.r.Conv.Pictures = slices.DeleteFunc(t.r.Conv.Pictures, func(p chat.Picture) bool { return p.ID == a.Data })
	left := len(t.r.Conv.Pictures)
	if left == 0 {
		t.r.Wake(timerPicture, time.Time{}, 0)
	}
	if left == n {
		return nil
	}
	return []dialog.Line{{Incoming: a, Seen: a.Text, Later: left > 0}}
}

// lookAgain has pictures read whose reader died with its process, and gives up
// those that are too old. While a person talks with the user nobody needs it.
func (t enrichment) lookAgain(ctx context.Context) (given []dialog.Line) {
	if t.heldByStaff() || t.Images == nil {
		t.r.Conv.Pictures = nil
		return nil
	}
	at := t.r.Conv.Address
	for _, p := range slices.Clone(t.r.Conv.Pictures) {
		in := chat.Incoming{ID: p.ID, From: at, User: t.r.Conv.User, Kind: chat.KindSeen, Data: p.ID, At: t.r.Now}
		if p.Until.Before(t.r.Now) {
			given = append(given, intake(t).seen(in)...)
			continue
		}
		in.Files = []chat.File{p.File}
		if one := t.look(ctx, in); !t.sights.leave(one) && one.text != "" {
			in.Text = one.text
			given = append(given, intake(t).seen(in)...)
		}
	}
	if len(t.r.Conv.Pictures) > 0 {
		t.r.Wake(timerPicture, t.r.Now.Add(lateLook), 0)
	}
	return given
}

const timerPicture = "picture"

package sim

import (
	"cmp"

	"hotro/internal/chat"
)

// outbox: every reply came to its end, and one called sent was received whole.
func (j *judge) outbox(t *talk, f *file, rows []row) {
	parts := map[int64]map[int]bool{}
	for _, s := range f.sends {
		if parts[s.seq] == nil {
			parts[s.seq] = map[int]bool{}
		}
		parts[s.seq][s.part] = true
	}
	failed := 0
	for _, r := range rows {
		if r.fate == nil {
			continue
		}
		j.sum.Sends++
		switch r.fate.State {
		case chat.Sent:
			if want := len(sender{}.Split(chat.Reply{Text: r.Text})); len(parts[r.Seq]) != want {
				j.wrong("missing", t.conv, "reply %d is called sent; the user got %d of %d parts", r.Seq, len(parts[r.Seq]), want)
			}
		case chat.Dropped:
			j.sum.Dropped++
			if f.fences[r.Seq] == 0 || f.fences[r.Seq] >= f.epoch {
				j.wrong("missing", t.conv, "reply %d was dropped though nobody took over", r.Seq)
			}
		case chat.Failed:
			failed++
		default:
			j.wrong("missing", t.conv, "reply %d is still %s", r.Seq, r.fate.State)
		}
	}
	if failed != j.gone[t.conv] {
		j.wrong("missing", t.conv, "%d replies failed, %d dead letters", failed, j.gone[t.conv])
	}
}

// sends: replies arrive in order, and one arrives twice only when the process
// died between the platform's yes and the store's, or no answer came.
func (j *judge) sends(t *talk, f *file) {
	for i, s := range f.sends {
		again, known := false, true
		for _, before := range f.sends[:i] {
			if cmp.Or(cmp.Compare(s.seq, before.seq), cmp.Compare(s.part, before.part)) < 0 {
				j.wrong("order", t.conv, "reply %d part %d was received after reply %d part %d", s.seq, s.part, before.seq, before.part)
			}
			if s.seq != before.seq || s.part != before.part {
				continue
			}
			again, known = true, known && !before.unsure
			died, dead := j.w.ledger.died[before.p]
			if !before.unsure && (before.settled || !dead || died > s.moment) {
				j.wrong("repeat", t.conv, "reply %d part %d was received again; settled %v, its process dead %v", s.seq, s.part, before.settled, dead)
			}
		}
		switch {
		case again && known:
			j.sum.Repeated++
		case again:
			j.sum.Resent++
		}
	}
}

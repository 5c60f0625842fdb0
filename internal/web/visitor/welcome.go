package visitor

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/bits"
	"net/http"
	"strconv"
	"time"

	"hotro/internal/budget"
	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
)

// Who writes for the first time is let in as long as few do. When many do, from
// an address or in all, they show some good will first: they name a call, a page
// vouches for them, or their browser does a little work, of which people notice
// nothing. It begins and ends by itself with the budget of new visitors.
//
// It makes made-up visitors dear, not impossible: a program written for it works
// faster than a browser. What such visitors can still do has bounds of its own,
// and their tickets wait behind those of customers.

// proofHeader is where a browser sends what its work came to.
const proofHeader = "X-Hotro-Proof"

// effort is how much work that is, in bits: a second or so.
const effort = 16

// errProve asks for good will: puzzle is what the browser is to work on.
type errProve struct{ puzzle string }

// Error is error.
func (errProve) Error() string { return "many write for the first time: good will is asked for" }

// welcome lets a message in, unless its sender has to show good will first.
func (p *Page) welcome(r *http.Request, id string, in chat.Incoming) error {
	if p.Budget == nil || p.met.Contains(id) {
		return nil
	}
	knows, err := p.knows(r.Context(), id)
	if err != nil {
		return err
	}
	if !knows {
		if err := p.letIn(r, id, in); err != nil {
			return err
		}
	}
	p.met.Add(id, struct{}{})
	return nil
}

// letIn lets in who writes for the first time. Good will that a program can
// show too, as often as it likes, has a budget itself.
func (p *Page) letIn(r *http.Request, id string, in chat.Incoming) error {
	switch {
	case in.About[chat.AboutAccount] != "":
		return nil
	case p.goodWill(r, id, in):
		return p.spend(r, budget.Proven, id, 1)
	}
	err := p.spend(r, budget.Visitors, id, 1)
	if _, used := errors.AsType[*budget.Refusal](err); used {
		return errProve{p.puzzle(id, time.Now())}
	}
	return err
}

// knows reports whether a visitor has a conversation.
func (p *Page) knows(ctx context.Context, id string) (bool, error) {
	snap, err := p.Transcript.Load(ctx, webchat.Address(id).String())
	if err != nil {
		return false, fmt.Errorf("whether a visitor is new: %w", err)
	}
	return snap.Version > 0, nil
}

// goodWill reports whether a message shows some: it names a call, or its
// sender's browser has worked for it.
func (p *Page) goodWill(r *http.Request, id string, in chat.Incoming) bool {
	if p.Vouches != nil && (p.Vouches(in.Text) || p.Vouches(in.Data)) {
		return true
	}
	nonce, now := r.Header.Get(proofHeader), time.Now()
	return nonce != "" && len(nonce) <= 20 && (worked(p.puzzle(id, now), nonce) || worked(p.puzzle(id, now.Add(-time.Hour)), nonce))
}

// puzzle is what a visitor's browser works on: theirs alone, for this hour.
func (p *Page) puzzle(id string, now time.Time) string {
	return p.Budget.Seal("puzzle " + id + " " + strconv.FormatInt(now.Unix()/3600, 10))
}

// worked reports whether a puzzle was worked on: its hash with the nonce begins
// with so many zeros.
func worked(puzzle, nonce string) bool {
	h := sha256.Sum256([]byte(puzzle + ":" + nonce))
	return bits.LeadingZeros32(uint32(h[0])<<24|uint32(h[1])<<16|uint32(h[2])<<8|uint32(h[3])) >= effort
}

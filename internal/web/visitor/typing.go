package visitor

import (
	"context"
	"net/http"
	"time"

	"hotro/internal/channels/webchat"
)

// typingWithin bounds telling staff: by then it is no news.
const typingWithin = 3 * time.Second

// typing tells staff that the visitor writes. It is for the eye: whatever hinders
// it is nothing to tell anybody.
func (p *Page) typing(w http.ResponseWriter, r *http.Request) {
	if id, _ := p.known(r); id != "" && p.Typing != nil && p.allow(r, p.writing, id) == nil {
		ctx, cancel := context.WithTimeout(r.Context(), typingWithin)
		defer cancel()
		p.Typing(ctx, webchat.Address(id).String())
	}
	w.WriteHeader(http.StatusNoContent)
}

package console

import (
	"bytes"
	"errors"
	"net/http"
	"time"

	"hotro/internal/store"
)

// face serves the picture that a ticket's user shows. Who is forgotten has none
// any more, so a browser asks again soon.
func (c *Console) face(w http.ResponseWriter, r *http.Request) {
	t, err := c.tickets.Ticket(r.Context(), numbered(r))
	switch {
	case err != nil:
		c.fail(w, r, err)
		return
	case c.faces == nil || !t.Pictured:
		c.missing(w, r)
		return
	}
	picture, err := c.faces.Of(r.Context(), t.Conv.String())
	switch {
	case errors.Is(err, store.ErrNotFound):
		c.missing(w, r)
		return
	case err != nil:
		c.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Cache-Control", "private, max-age=600")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(picture))
}

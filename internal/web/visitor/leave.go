package visitor

import (
	"net/http"
	"time"

	"hotro/internal/channels/webchat"
	"hotro/internal/chat"
)

// leave ends a visitor's conversation and has everything about them deleted.
// The page has asked; the browser forgets them at once, so that the next person
// at a shared computer begins anew: the page's cookie ends here, and what a
// frame keeps its own script forgets.
func (p *Page) leave(w http.ResponseWriter, r *http.Request) error {
	id, framed := p.known(r)
	if id != "" {
		if err := p.allow(r, p.perUser, id); err != nil {
			return err
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		in, err := webchat.Erase(chat.User{ID: id}, r.PostFormValue("id"), time.Now())
		if err != nil {
			return errBad{err}
		}
		if err := p.Accept(r.Context(), in); err != nil {
			return err
		}
	}
	if framed {
		return answer(w, http.StatusOK, struct{}{})
	}
	http.SetCookie(w, &http.Cookie{
		Name: p.cookie(), Path: "/", MaxAge: -1, HttpOnly: true, Secure: p.Renderer.Secure(), SameSite: http.SameSiteLaxMode,
	})
	w.Header().Set("Clear-Site-Data", `"storage"`) // what was written and not sent
	http.Redirect(w, r, "/chat?left=1", http.StatusSeeOther)
	return nil
}

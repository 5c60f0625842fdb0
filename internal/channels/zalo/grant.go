package zalo

import (
	"context"
	"errors"
	"html"
	"io"
	"net/http"
	"strings"
	"time"

	"hotro/internal/channels/zalo/oauth"
	"hotro/internal/chat"
	"hotro/prompts"
)

// Grant tells in what state the permission to use the app's first account is,
// for doctor and metrics. It reads the store and makes no request.
func (o *OA) Grant(ctx context.Context) (oauth.State, error) { return o.api.tokens.State(ctx) }

// Trouble says what a person has to do so that the accounts can answer; empty
// when all is well. It reads the store and makes no request.
func (o *OA) Trouble(ctx context.Context) chat.Reason {
	for _, s := range o.api.tokens.All(ctx) {
		st, err := s.State(ctx)
		if err == nil && (st.Kind == oauth.Missing || st.Kind == oauth.Dead || st.Kind == oauth.Unreadable) {
			return st.Alert(o.now())
		}
	}
	return ""
}

// LoginURL returns the page where the account's admin gives permission;
// redirect is PUBLIC_URL + "/zalo/callback", as saved in Zalo's console. See
// oauth.TokenSource.LoginURL.
func (o *OA) LoginURL(redirect string, pkce bool) string {
	return o.api.tokens.LoginURL(redirect, pkce)
}

// Challenge is the PKCE challenge to save in Zalo's console where that asks
// for one.
func (o *OA) Challenge() string { return o.api.tokens.Challenge() }

const (
	keepEvery  = 10 * time.Minute
	alertEvery = 6 * time.Hour
)

// Run keeps the grant alive until ctx ends: renews the token ahead of time,
// also for a bot that nobody writes to, and logs when a person has to act.
func (o *OA) Run(ctx context.Context) {
	t := time.NewTicker(keepEvery)
	defer t.Stop()
	english := prompts.Must("en") // the log is for operators
	said, at := "", time.Time{}
	for {
		if alert := o.keep(ctx); alert.Key() != said || alert != "" && o.now().Sub(at) >= alertEvery {
			said, at = alert.Key(), o.now()
			if alert != "" {
				o.count(NeedsPerson)
				o.log.Error("Zalo access needs a person", "what", alert.Words(english))
			}
		}
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
	}
}

// keep renews if it is time and returns what a person should know.
func (o *OA) keep(ctx context.Context) chat.Reason {
	var alert chat.Reason
	for _, s := range o.api.tokens.All(ctx) {
		_ = s.RefreshEarly(ctx) // the state tells how that went
		st, err := s.State(ctx)
		if err != nil {
			continue // the store is down: whoever uses it reports that
		}
		if a := st.Alert(o.now()); a != "" && alert == "" {
			alert = a
		}
	}
	o.nameFirst(ctx)
	return alert
}

// nameFirst finds out whose a configured token is, so that another account's
// login does not replace it.
func (o *OA) nameFirst(ctx context.Context) {
	st, err := o.api.tokens.State(ctx)
	if err != nil || st.OA != "" || st.Kind != oauth.Live {
		return
	}
	if a, err := o.About(ctx, ""); err == nil {
		_ = o.api.tokens.Named(ctx, a.ID) // tried again the next time
	}
}

// page says how a login went; {words} is that.
const page = `<!doctype html>
<html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Zalo</title><body style="font-family:sans-serif;max-width:36em;margin:4em auto;padding:0 1em"><p>{words}</p></body></html>
`

// CallbackPath is where Zalo sends the admin's browser after the consent.
const CallbackPath = "/zalo/callback"

// Callback serves CallbackPath, where Zalo sends the admin's browser after
// the consent: it completes the login and says in words how it went.
func (o *OA) Callback() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			w.Header().Set("Allow", http.MethodGet)
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		status, words := http.StatusOK, ""
		o.nameFirst(r.Context())
		oa, err := o.api.tokens.Exchange(r.Context(), r.URL.Query())
		switch {
		case err == nil:
			words = o.say.T("zalo.login_done", "oa", oa)
		case errors.Is(err, oauth.ErrState):
			status, words = http.StatusForbidden, o.say.T("zalo.login_stale")
		case errors.Is(err, oauth.ErrDenied):
			status, words = http.StatusForbidden, o.say.T("zalo.login_denied")
			o.log.Warn("Zalo login not completed", "err", err)
		default:
			status, words = http.StatusServiceUnavailable, o.say.T("zalo.login_later")
			o.log.Error("Zalo login not completed", "err", err)
		}
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Cache-Control", "no-store")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, strings.Replace(page, "{words}", html.EscapeString(words), 1)) // the browser may be gone
	})
}

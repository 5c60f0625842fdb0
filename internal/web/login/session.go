package login

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sort"
	"strings"
	"time"

	"hotro/internal/desk"
	"hotro/internal/store"
)

// How long a session lasts: while unused, and at most.
const (
	idleTimeout = 8 * time.Hour
	maxAge      = 12 * time.Hour
	touchEvery  = 5 * time.Minute // how precisely a session's last use is known
)

const sessionPrefix = "web/session/"

// Session is somebody at the desk.
type Session struct {
	ID    string     `json:"-"` // identifies the session in lists; does not open it
	Staff desk.Staff `json:"staff"`
	Since time.Time  `json:"since"`
	Used  time.Time  `json:"used"`
	Agent string     `json:"agent,omitempty"` // the browser's User-Agent
	How   string     `json:"how"`             // "link", "secret" or "oidc"
}

func (s Session) expired(now time.Time) bool {
	return now.Sub(s.Used) > idleTimeout || now.Sub(s.Since) > maxAge
}

// create begins a session and returns the token that opens it.
func (ss *Sessions) create(ctx context.Context, who desk.Staff, how string, r *http.Request, now time.Time) (string, error) {
	token := newToken()
	agent := r.UserAgent()
	if len(agent) > 300 {
		agent = strings.ToValidUTF8(agent[:300], "")
	}
	s := Session{Staff: who, Since: now, Used: now, Agent: agent, How: how}
	body, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("start session: %w", err)
	}
	if _, err := ss.KV.Swap(ctx, sessionPrefix+hash(token), 0, body, maxAge, now); err != nil {
		return "", fmt.Errorf("start session: %w", err)
	}
	return token, nil
}

// read returns the session behind a hash; false when there is none.
func (ss *Sessions) read(ctx context.Context, id string, now time.Time) (Session, int64, bool, error) {
	body, version, err := ss.KV.Get(ctx, sessionPrefix+id)
	if errors.Is(err, store.ErrNotFound) {
		return Session{}, 0, false, nil
	}
	if err != nil {
		return Session{}, 0, false, fmt.Errorf("session: %w", err)
	}
	var s Session
	if err := json.Unmarshal(body, &s); err != nil {
		return Session{}, 0, false, fmt.Errorf("stored session: %w", err)
	}
	s.ID = id
	return s, version, !s.expired(now), nil
}

// open is read for a session that is made use of: whoever vouched for its
// person is asked again.
func (ss *Sessions) open(ctx context.Context, id string, now time.Time) (Session, int64, bool, error) {
	s, version, ok, err := ss.read(ctx, id, now)
	if err != nil || !ok {
		return s, version, false, err
	}
	role, ok := ss.vouched(ctx, s)
	if !ok {
		ss.Log.Info("desk: logged out, no longer staff", "staff", s.Staff.ID, "how", s.How)
		return s, version, false, ss.Revoke(ctx, id)
	}
	s.Staff.Role = role
	return s, version, true, nil
}

// vouched returns the role that the person of a session has now; false when
// they would not be let in any more. Where that can't be found out the session
// stands: an outage elsewhere logs nobody out.
func (ss *Sessions) vouched(ctx context.Context, s Session) (role string, ok bool) {
	switch s.How {
	case "secret":
		return s.Staff.Role, ss.Secret.Set()
	case "oidc":
		if ss.oidc == nil {
			return "", false
		}
		return ss.oidc.role(strings.TrimPrefix(s.Staff.ID, oidcStaff))
	}
	return ss.roleByLink(ctx, s.Staff)
}

// roleByLink is vouched of who came by a link.
func (ss *Sessions) roleByLink(ctx context.Context, who desk.Staff) (role string, ok bool) {
	if ss.Role == nil {
		return who.Role, true
	}
	role, known, err := ss.Role(ctx, who.ID)
	ss.asking.Saw(ctx, err)
	if err != nil || !known {
		return who.Role, true
	}
	return role, role != ""
}

// Of returns the session of a request; false when it has no valid one.
func (ss *Sessions) Of(r *http.Request) (Session, bool, error) {
	c, err := r.Cookie(ss.cookieName())
	if err != nil || len(c.Value) != tokenLen {
		return Session{}, false, nil
	}
	now, id := ss.Now(), hash(c.Value)
	s, version, ok, err := ss.open(r.Context(), id, now)
	if err != nil || !ok {
		return Session{}, false, err
	}
	if now.Sub(s.Used) < touchEvery {
		return s, true, nil
	}
	s.Used = now
	body, err := json.Marshal(s)
	if err != nil {
		return Session{}, false, fmt.Errorf("session: %w", err)
	}
	_, err = ss.KV.Swap(r.Context(), sessionPrefix+id, version, body, maxAge-now.Sub(s.Since), now)
	if errors.Is(err, store.ErrStale) { // updated by another request, or revoked: read again
		s, _, ok, err = ss.read(r.Context(), id, now)
		return s, ok, err
	}
	return s, err == nil, err
}

// Alive reports whether a session is still valid, for streams that stay open.
func (ss *Sessions) Alive(ctx context.Context, id string) bool {
	_, _, ok, err := ss.open(ctx, id, ss.Now())
	return ok || err != nil // a store that does not answer logs nobody out
}

// List returns the sessions, newest first.
func (ss *Sessions) List(ctx context.Context) ([]Session, error) {
	keys, err := ss.KV.Keys(ctx, sessionPrefix)
	if err != nil {
		return nil, fmt.Errorf("sessions: %w", err)
	}
	now := ss.Now()
	var out []Session
	for _, k := range keys {
		s, _, ok, err := ss.read(ctx, strings.TrimPrefix(k, sessionPrefix), now)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, s)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Since.After(out[j].Since) })
	return out, nil
}

// Revoke ends a session; it is no error if it has ended already.
func (ss *Sessions) Revoke(ctx context.Context, id string) error {
	for range 5 {
		_, version, err := ss.KV.Get(ctx, sessionPrefix+id)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("revoke session: %w", err)
		}
		_, err = ss.KV.Swap(ctx, sessionPrefix+id, version, nil, 0, ss.Now())
		if !errors.Is(err, store.ErrStale) {
			return err
		}
	}
	return errors.New("revoke session: it keeps changing; try again")
}

// End logs a member of staff out, wherever they are logged in.
func (ss *Sessions) End(ctx context.Context, staff string) error {
	all, err := ss.List(ctx)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Staff.ID != staff {
			continue
		}
		if err := ss.Revoke(ctx, s.ID); err != nil {
			return err
		}
		ss.Log.Info("desk: logged out, no longer staff", "staff", staff, "how", s.How)
	}
	return nil
}

func (ss *Sessions) cookieName() string {
	if ss.Renderer.Secure() {
		return "__Host-hotro_desk"
	}
	return "hotro_desk"
}

func (ss *Sessions) setCookie(w http.ResponseWriter, token string, age time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: ss.cookieName(), Value: token, Path: "/", MaxAge: int(age.Seconds()),
		HttpOnly: true, Secure: ss.Renderer.Secure(), SameSite: http.SameSiteStrictMode,
	})
}

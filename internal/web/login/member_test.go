package login_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"hotro/internal/desk"
	"hotro/internal/web/login"
)

// group says what people are in the staff group.
type group struct {
	roles map[string]string
	away  error
}

func (g *group) role(_ context.Context, staff string) (string, bool, error) {
	return g.roles[staff], staff == lan.ID, g.away
}

// TestASessionStandsAsLongAsItsPersonIsStaff: the group is asked with each
// request and each heartbeat of a stream.
func TestASessionStandsAsLongAsItsPersonIsStaff(t *testing.T) {
	g := &group{roles: map[string]string{lan.ID: desk.RoleAgent}}
	d := newSite(t, login.Options{Base: "http://desk.test", Role: g.role, Secret: "a-long-enough-secret"})
	b, late := d.browser(), d.link()
	b.do("GET", d.link(), nil)
	if !b.in() {
		t.Fatal("a member is not let in")
	}
	all, err := d.List(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("sessions: %v, %v", all, err)
	}
	g.roles[lan.ID] = desk.RoleLead
	r, _ := http.NewRequestWithContext(t.Context(), "GET", "/desk", nil)
	r.AddCookie(&http.Cookie{Name: "hotro_desk", Value: b.cookies["hotro_desk"]})
	if s, ok, err := d.Of(r); !ok || err != nil || s.Staff.Role != desk.RoleLead {
		t.Errorf("after she became a lead: got %v, %v, %v", s.Staff, ok, err)
	}

	g.roles[lan.ID], g.away = "", errors.New("Telegram is away")
	if !b.in() || !d.Alive(t.Context(), all[0].ID) {
		t.Error("an outage of Telegram logged her out")
	}
	g.away = nil
	if d.Alive(t.Context(), all[0].ID) || b.in() {
		t.Error("she was thrown out and is still in")
	}
	if all, err := d.List(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("her session is kept: %v, %v", all, err)
	}
	if w := d.browser().do("GET", late, nil); w.Code != http.StatusUnauthorized {
		t.Errorf("a link from before: got %d, want 401", w.Code)
	}

	// The group has no say about who comes by another way.
	admin := d.browser()
	admin.do("GET", "/desk/login?token=a-long-enough-secret&name=Admin", nil)
	if !admin.in() {
		t.Error("who has the secret is not let in")
	}
	d.Secret = ""
	if admin.in() {
		t.Error("the secret was taken out of the settings, and its bearer is still in")
	}
}

func TestEndLogsAPersonOutEverywhere(t *testing.T) {
	d := newSite(t, login.Options{Base: "http://desk.test", Secret: "a-long-enough-secret"})
	phone, laptop, other := d.browser(), d.browser(), d.browser()
	phone.do("GET", d.link(), nil)
	laptop.do("GET", d.link(), nil)
	other.do("GET", "/desk/login?token=a-long-enough-secret&name=Admin", nil)
	if err := d.End(t.Context(), lan.ID); err != nil {
		t.Fatal(err)
	}
	if phone.in() || laptop.in() || !other.in() {
		t.Errorf("in: phone %v, laptop %v, somebody else %v; want only somebody else", phone.in(), laptop.in(), other.in())
	}
}

// TestTheSettingsOfToday: who came by a company's account is in as long as the
// settings would let them in.
func TestTheSettingsOfToday(t *testing.T) {
	i := newIssuer(t)
	d := i.site(t)
	b := d.browser()
	i.visit(b, "")
	b.header = http.Header{"Accept": {"text/html"}}
	if !b.in() {
		t.Fatal("somebody of our domain is not let in")
	}
	o := d.Options
	o.OIDC.Domains = []string{"khac.vn"}
	later := login.New(o)
	d.Sessions = later
	r, _ := http.NewRequestWithContext(t.Context(), "GET", "/desk", nil)
	r.AddCookie(&http.Cookie{Name: "hotro_desk", Value: b.cookies["hotro_desk"]})
	if s, ok, err := d.Of(r); ok || err != nil {
		t.Errorf("after the domain was taken out: got %v, %v", s.Staff, err)
	}
}

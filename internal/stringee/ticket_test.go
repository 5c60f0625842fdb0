package stringee_test

import (
	"errors"
	"testing"

	"hotro/internal/stringee"
	"hotro/internal/stringee/stringeetest"
)

func TestATicketIsCreatedWithContactAndNote(t *testing.T) {
	s := stringeetest.New(t)
	c := stringee.New(xConfig(s), stringee.Options{})
	in := stringee.NewTicket{Subject: "#12 FROM_NUMBER_NOT_FOUND", Note: "đã thử hai bước", Name: "Lan", Phone: "0976 415 857", Priority: 1}
	for range 2 {
		made, err := c.CreateTicket(t.Context(), in)
		if err != nil || made.ID == "" || !made.Noted {
			t.Fatalf("got %+v, %v; want a ticket with its note", made, err)
		}
	}
	if got := len(s.Contacts()); got != 1 {
		t.Errorf("%d contacts for one user, want 1", got)
	}
	tk, n := s.Tickets()[0], s.Notes()[0]
	if tk["subject"] != in.Subject || tk["assigneeGroup"] != "GR1" || tk["contact"] != s.Contacts()[0]["id"] || tk["priority"] != 3.0 {
		t.Errorf("ticket: got %v", tk)
	}
	if n["note"] != in.Note || n["ticket_id"] != tk["id"] || n["is_internal_note"] != true {
		t.Errorf("note: got %v, want an internal one on %v", n, tk["id"])
	}
}

func TestATicketWithoutWhatItNeeds(t *testing.T) {
	t.Run("unknown user, no stand-in", func(t *testing.T) {
		c := stringee.New(xConfig(stringeetest.New(t)), stringee.Options{})
		if _, err := c.CreateTicket(t.Context(), stringee.NewTicket{Subject: "x"}); !errors.Is(err, stringee.ErrRefused) {
			t.Errorf("got %v, want ErrRefused", err)
		}
	})
	t.Run("unknown user, stand-in", func(t *testing.T) {
		s := stringeetest.New(t)
		s.NoID = true
		cfg := xConfig(s)
		cfg.XContact, cfg.XField = "CT9", "tom-tat"
		made, err := stringee.New(cfg, stringee.Options{}).CreateTicket(t.Context(), stringee.NewTicket{Subject: "x", Note: "tóm tắt"})
		if err != nil || made.ID != "" || made.Noted {
			t.Fatalf("got %+v, %v; want a ticket whose id is not told", made, err)
		}
		tk := s.Tickets()[0]
		values, _ := tk["fieldvalues"].([]any)
		if tk["contact"] != "CT9" || len(values) != 1 {
			t.Errorf("got %v, want the stand-in and the summary in its field", tk)
		}
	})
	t.Run("no group", func(t *testing.T) {
		s := stringeetest.New(t)
		cfg := xConfig(s)
		cfg.XGroup = ""
		if _, err := stringee.New(cfg, stringee.Options{}).CreateTicket(t.Context(), stringee.NewTicket{}); !errors.Is(err, stringee.ErrOff) {
			t.Errorf("got %v, want ErrOff", err)
		}
	})
	t.Run("StringeeX down: tried once", func(t *testing.T) {
		s := stringeetest.New(t)
		s.Break(stringeetest.Fault{Status: 503})
		cfg := xConfig(s)
		cfg.XEmail, cfg.XPassword, cfg.XToken, cfg.XContact = "", "", "t", "CT9"
		if _, err := stringee.New(cfg, stringee.Options{}).CreateTicket(t.Context(), stringee.NewTicket{Subject: "x"}); !errors.Is(err, stringee.ErrUnavailable) {
			t.Errorf("got %v, want ErrUnavailable", err)
		}
		if got := s.Hits("/v1/ticket"); got != 1 {
			t.Errorf("%d attempts, want 1", got)
		}
	})
}

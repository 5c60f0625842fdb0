package app

import (
	"time"

	"hotro/internal/desk"
	"hotro/prompts"
)

// NewDesk returns a desk on a store, for commands.
func NewDesk(cfg Config, s desk.Store, now func() time.Time) (*desk.Desk, error) {
	pack, err := companyOf(cfg.KBDir)
	if err != nil {
		return nil, err
	}
	say, err := wordsOf(pack)
	if err != nil {
		return nil, err
	}
	o, err := deskOptions(atTheDesk(cfg.Desk, pack), say, s, now)
	if err != nil {
		return nil, err
	}
	return desk.New(o), nil
}

// deskOptions are those of a desk with a company's hours and words.
func deskOptions(cfg desk.Config, say map[string]*prompts.Say, s desk.Store, now func() time.Time) (desk.Options, error) {
	hours, err := cfg.Work()
	if err != nil {
		return desk.Options{}, err
	}
	return desk.Options{
		Store: s, Say: say["vi"], Also: []*prompts.Say{say["en"]}, Hours: hours, SLA: cfg.SLA, Reopen: cfg.Reopen, Quiet: cfg.Quiet, Silence: cfg.Silence, Now: now,
	}, nil
}

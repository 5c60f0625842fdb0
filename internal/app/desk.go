package app

import (
	"time"

	"hotro/internal/desk"
	"hotro/prompts"
)

// NewDesk returns a desk on a store, for commands.
func NewDesk(cfg Config, s desk.Store, now func() time.Time) (*desk.Desk, error) {
	o, err := deskOptions(cfg, s, now)
	if err != nil {
		return nil, err
	}
	return desk.New(o), nil
}

func deskOptions(cfg Config, s desk.Store, now func() time.Time) (desk.Options, error) {
	pack, err := companyOf(cfg.KBDir)
	if err != nil {
		return desk.Options{}, err
	}
	hours, err := atTheDesk(cfg.Desk, pack).Work()
	if err != nil {
		return desk.Options{}, err
	}
	say, err := wordsOf(pack)
	if err != nil {
		return desk.Options{}, err
	}
	return desk.Options{
		Store: s, Say: say["vi"], Also: []*prompts.Say{say["en"]}, Hours: hours, SLA: cfg.Desk.SLA, Reopen: cfg.Desk.Reopen, Quiet: cfg.Desk.Quiet, Silence: cfg.Desk.Silence, Now: now,
	}, nil
}

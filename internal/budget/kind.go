package budget

import "time"

// Kind is one thing that strangers can make us keep or do.
type Kind string

// The kinds.
const (
	Files    Kind = "files"    // bytes of uploads
	Visitors Kind = "visitors" // who writes at the chat page for the first time and shows no good will
	Proven   Kind = "proven"   // the same, who showed some that anybody can make up: work, a call ID
	Words    Kind = "words"    // bytes that come to be stored by what visitors write
	Streams  Kind = "streams"  // event streams opened
	Tickets  Kind = "tickets"  // opened by people nobody knows
	Pictures Kind = "pictures" // read
	Model    Kind = "model"    // questions to the model: bounded by its own settings
)

// bound is how much a kind may come to in a while; 0 lifts a part.
type bound struct {
	person, address, all int64
	in                   time.Duration
}

// bounds are far above what people with a problem need. An office is one
// address.
func bounds() map[Kind]bound {
	const mega = 1 << 20
	return map[Kind]bound{
		Files:    {person: 60 * mega, address: 300 * mega, all: 2000 * mega, in: time.Hour},
		Visitors: {address: 60, all: 600, in: time.Hour},
		Proven:   {address: 180, all: 3000, in: time.Hour},
		Words:    {person: 2 * mega, address: 24 * mega, all: 500 * mega, in: time.Hour},
		Streams:  {person: 300, address: 6000, all: 60_000, in: 10 * time.Minute},
		Tickets:  {person: 5, in: time.Hour},
		Pictures: {person: 20, all: 1200, in: time.Hour},
	}
}

// Of a store's room, what kinds that fill it may come to in their while, in
// percent: a small store is filled by nobody before somebody looks.
const (
	personPart, addressPart, allPart = 4, 10, 30
)

// within is the bound where the store has room for so many bytes; 0: it is not
// known, or ample.
func (b bound) within(room int64) bound {
	if room <= 0 {
		return b
	}
	b.person = min(b.person, max(1, room/100*personPart))
	b.address = min(b.address, max(1, room/100*addressPart))
	b.all = min(b.all, max(1, room/100*allPart))
	return b
}

// fills reports whether a kind is counted in bytes of the store.
func (k Kind) fills() bool { return k == Files || k == Words }

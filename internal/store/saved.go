package store

import "time"

// Saved is one thing that a backup holds: exactly one field is set. Both stores
// write and read it, so that what one saved the other can restore.
type Saved struct {
	Conv  *SavedConv  `json:"conv,omitempty"`
	Dead  *SavedDead  `json:"dead,omitempty"`
	Value *SavedValue `json:"value,omitempty"`
	Blob  *SavedBlob  `json:"blob,omitempty"`
	Count *SavedCount `json:"count,omitempty"`
}

// SavedConv is a conversation without its leases: what was under way is done
// again. Moments are as stored.
type SavedConv struct {
	Name    string  `json:"name"`
	State   []byte  `json:"state,omitempty"`
	Version int64   `json:"version,omitempty"`
	Epoch   int64   `json:"epoch,omitempty"`
	Last    int64   `json:"last,omitempty"` // number of the last line
	Ring    []byte  `json:"ring,omitempty"` // fingerprints of ids, oldest first
	Items   []Item  `json:"items,omitempty"`
	Ready   int64   `json:"ready,omitempty"` // when they may be taken; 0: at once
	Wake    int64   `json:"wake,omitempty"`
	Outs    []Out   `json:"outs,omitempty"`
	User    Laid    `json:"user,omitzero"`
	Desk    Laid    `json:"desk,omitzero"`
	DeskDue int64   `json:"desk_due,omitempty"` // when staff's view wants to be brought in step; 0: it is
	Lines   []Entry `json:"lines,omitempty"`
	Refs    []Ref   `json:"refs,omitempty"`
	Rows    []Row   `json:"rows,omitempty"`
	Ends    int64   `json:"ends"` // when it is forgotten
}

// Laid is where a lane stands.
type Laid struct {
	NotBefore int64  `json:"not_before,omitempty"`
	Progress  []byte `json:"progress,omitempty"`
}

// SavedDead is a dead letter; Value is the Item or Out as packed.
type SavedDead struct {
	Conv   string `json:"conv"`
	Queue  string `json:"queue"`
	Reason string `json:"reason"`
	At     int64  `json:"at"`
	Value  []byte `json:"value,omitempty"`
}

// SavedValue is a value; Until is 0 for one that never ends.
type SavedValue struct {
	Key   string `json:"key"`
	Until int64  `json:"until,omitempty"`
	Value []byte `json:"value"`
}

// SavedBlob is a file under its id, packed with its end.
type SavedBlob struct {
	ID   string `json:"id"`
	File []byte `json:"file"`
}

// SavedCount is a count.
type SavedCount struct {
	Key string `json:"key"`
	N   int64  `json:"n"`
}

// Over reports whether the conversation has ended and nothing waits in it.
func (c SavedConv) Over(now int64) bool { return c.Ends <= now && len(c.Items)+len(c.Outs) == 0 }

// Bytes is the value as Swap takes it: never nil, which deletes.
func (v SavedValue) Bytes() []byte { return append([]byte{}, v.Value...) }

// Left is how long the value is still kept; 0 for ever.
func (v SavedValue) Left(now time.Time) time.Duration {
	if v.Until == 0 {
		return 0
	}
	return Moment(v.Until).Sub(Moment(Millis(now)))
}

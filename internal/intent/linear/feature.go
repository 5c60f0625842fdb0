package linear

// Feature is one thing seen in a text, by key, with how much it counts.
type Feature struct {
	Key    uint64
	Weight float32
}

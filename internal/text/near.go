package text

// Distance counts the slips between two words: a letter missing, added or
// wrong, or two that changed places.
func Distance(a, b string) int {
	return distance([]rune(a), []rune(b))
}

func distance(a, b []rune) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	before, above, row := rows[0], rows[1], rows[2]
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before, above, row = above, row, before
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(above[j]+cost, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}

// Nearest returns the word of a list that was probably meant: the one with the
// fewest slips, whatever its case and tones, when those are a third of its
// letters at most. It returns "" when none is near.
func Nearest(word string, list []string) string {
	folded := []rune(Fold(word))
	best, least := "", len(folded)+1
	for _, w := range list {
		f := []rune(Fold(w))
		if d := distance(folded, f); d < least && d <= max(len(f), 3)/3 {
			best, least = w, d
		}
	}
	return best
}

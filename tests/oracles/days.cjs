// Answers with every day of 2016-2026, whether it is a working day, and the 1st, 5th and 15th
// working day after it, as npm `chinese-days` counts. The folder of the packages is the argument.
const { createRequire } = require('node:module')
const { isWorkday, findWorkday } = createRequire(process.argv[2])('chinese-days')

const iso = (time) => new Date(time).toISOString().slice(0, 10)
const lines = []
for (let time = Date.UTC(2016, 0, 1); time <= Date.UTC(2026, 11, 31); time += 86_400_000) {
  const day = iso(time)
  const later = [1, 5, 15].map((n) => findWorkday(n, day))
  lines.push([day, isWorkday(day) ? 1 : 0, ...later].join(' '))
}
process.stdout.write(lines.join('\n'))

// Reads amounts in yuan, one a line, and answers each in capitals as npm `nzh` writes them. The
// folder of the packages is the argument.
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const nzh = createRequire(process.argv[2])('nzh/cn')

const amounts = readFileSync(0, 'utf8').split('\n')
const inWords = (yuan) => nzh.toMoney(yuan, { outSymbol: false })
process.stdout.write(amounts.map(inWords).join('\n'))

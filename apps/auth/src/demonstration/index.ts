export { type DemonstrationAccount, prepareDemonstration } from './prepare-demonstration.js';
export { printDemonstration } from './print-demonstration.js';
